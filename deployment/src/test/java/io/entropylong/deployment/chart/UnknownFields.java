package io.entropylong.deployment.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Finds fields that a Fabric8 model has no property for. The models themselves keep such fields aside and say nothing. */
final class UnknownFields {
    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NothingAside());

    private UnknownFields() {}

    /**
     * @throws IllegalArgumentException when the manifest does not fit the model
     */
    static void refuse(String manifest, Class<?> model) {
        try {
            STRICT.readValue(manifest, model);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(model.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static final class NothingAside extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
