package io.entropylong.assembler.web;

import io.entropylong.messaging.web.NullableSchemas;
import io.entropylong.messaging.web.Paged;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says of the interface as a whole. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "EntropyLong: runs and samples",
                        version = "1",
                        description =
                                "Starts runs, tells how far they are, and shows the samples that they have written."
                                        + " Entropies and surprisals are in nats, spans are token offsets from 0 with the end"
                                        + " behind the last.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        tags = {
            @Tag(name = ApiDocument.RUNS, description = "what is made of a corpus, and how far it is"),
            @Tag(name = ApiDocument.SAMPLES, description = "what runs have written")
        })
class ApiDocument {
    static final String RUNS = "runs";
    static final String SAMPLES = "samples";

    /** Parameters of one name mean the same everywhere. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "run", "name of a run",
            "sample", "name of a sample: its run's, a hyphen and its index",
            "limit", Paged.LIMIT,
            "cursor", Paged.CURSOR,
            "Idempotency-Key", "any text that stands for this request, so that it can be sent again",
            "Last-Event-ID", "id of the last event that was seen; a browser sends it when it connects again");

    @Bean
    NullableSchemas nullableSchemas() {
        return new NullableSchemas();
    }

    /** What any operation may answer beside what it says of itself, as Spring does: 405, 406, 415, 500. */
    @Bean
    GlobalOperationCustomizer otherErrors() {
        Content problem = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        return (operation, method) -> {
            if (operation.getParameters() != null) operation.getParameters().forEach(ApiDocument::describe);
            operation
                    .getResponses()
                    .addApiResponse(
                            ApiResponses.DEFAULT,
                            new ApiResponse()
                                    .description("any other error, for instance a method that is not supported")
                                    .content(problem));
            return operation;
        };
    }

    private static void describe(Parameter parameter) {
        if (parameter.getDescription() == null) parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }
}
