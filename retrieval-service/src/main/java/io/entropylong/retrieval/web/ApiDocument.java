package io.entropylong.retrieval.web;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.context.annotation.Configuration;

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
}
