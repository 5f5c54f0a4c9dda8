package io.entropylong.retrieval.web;

import io.entropylong.messaging.web.NullableSchemas;
import io.entropylong.messaging.web.Paged;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What the OpenAPI document says of the interface as a whole. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "EntropyLong: corpora",
                        version = "1",
                        description = "Takes documents, tells what has become of them, and shows what retrieval finds."
                                + " Offsets are UTF-16 indices from 0 with the end behind the last.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        tags = {
            @Tag(name = ApiDocument.CORPORA, description = "documents, and what has become of them"),
            @Tag(name = ApiDocument.SEARCH, description = "what retrieval finds")
        })
public class ApiDocument {
    static final String CORPORA = "corpora";
    static final String SEARCH = "search";

    private static final String PROBLEM = "ProblemDetail";

    /** Parameters of one name mean the same everywhere. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "corpus", "name of a corpus",
            "file", "name of a file of the corpus",
            "text", "field or column that holds a document's text",
            "id", "field or column that holds a document's id",
            "q", "text to look for",
            "k", "most hits of each arm",
            "limit", Paged.LIMIT,
            "cursor", Paged.CURSOR,
            "Idempotency-Key", "any text that stands for this file's content, so that it can be sent again");

    @Bean
    NullableSchemas nullableSchemas() {
        return new NullableSchemas();
    }

    /**
     * Each error is a problem whose example says what its description does; any operation may also answer what Spring does by
     * itself: 405, 406, 415, 500.
     */
    @Bean
    GlobalOperationCustomizer problems() {
        return (operation, method) -> {
            ApiResponses responses = operation.getResponses();
            responses.addApiResponse(
                    ApiResponses.DEFAULT,
                    new ApiResponse().description("any other error, for instance a method that is not supported"));
            responses.forEach((status, response) -> {
                if (status.startsWith("4")) response.setContent(problem(example(status, response.getDescription())));
                if (status.equals(ApiResponses.DEFAULT)) response.setContent(problem(null));
            });
            if (operation.getParameters() != null) operation.getParameters().forEach(ApiDocument::describe);
            return operation;
        };
    }

    @Bean
    GlobalOpenApiCustomizer problemSchema() {
        return document -> ModelConverters.getInstance(true)
                .read(ProblemDetail.class)
                .forEach((name, schema) -> document.getComponents().addSchemas(name, asWritten(schema)));
    }

    /** Its URIs are relative, and its further properties stand beside the others. */
    private static Schema<?> asWritten(Schema<?> problem) {
        problem.getProperties().values().stream()
                .filter(property -> "uri".equals(property.getFormat()))
                .forEach(property -> property.setFormat("uri-reference"));
        problem.getProperties().remove("properties");
        Schema<?> errors = new JsonSchema().typesItem("array");
        errors.setItems(new JsonSchema().typesItem("object"));
        errors.setDescription("what is wrong where: field, or file and line, and the reason");
        problem.addProperty("errors", errors);
        return problem;
    }

    private static void describe(Parameter parameter) {
        if (parameter.getDescription() == null) parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }

    private static Content problem(@Nullable Map<String, Object> example) {
        MediaType type = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        if (example != null) type.setExample(example);
        return new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, type);
    }

    private static Map<String, Object> example(String status, String detail) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("title", HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase());
        example.put("status", Integer.parseInt(status));
        example.put("detail", detail);
        example.put("errors", List.of());
        return example;
    }
}
