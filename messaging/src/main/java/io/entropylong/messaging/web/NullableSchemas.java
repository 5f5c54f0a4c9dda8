package io.entropylong.messaging.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets those properties of a record's schema be null, in OpenAPI 3.1, whose components are {@link Nullable}. */
public final class NullableSchemas implements ModelConverter {
    private static final String NULL = "null";
    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) return null;
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && raw.isRecord()) permitNulls(raw, defined(schema, context));
        return schema;
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        if (reference == null) return schema;
        Schema<?> model = context.getDefinedModels().get(reference.substring(COMPONENTS.length()));
        return model == null ? schema : model;
    }

    private static void permitNulls(Class<?> record, Schema<?> schema) {
        if (schema.getProperties() == null) return;
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                permitNulls(component.getType(), schema);
            } else if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                schema.getProperties().computeIfPresent(component.getName(), (name, property) -> orNull(property));
            }
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // as in the library
    private static Schema orNull(Schema property) {
        if (property.get$ref() != null) {
            return new JsonSchema().anyOf(List.of(property, new JsonSchema().types(Set.of(NULL))));
        }
        if (property.getTypes() == null || property.getTypes().contains(NULL)) return property;
        property.addType(NULL);
        if (property.getEnum() != null && !property.getEnum().contains(null))
            property.getEnum().add(null);
        return property;
    }
}
