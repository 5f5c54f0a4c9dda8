package io.entropylong.assembler.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An error as of RFC 9457, for the OpenAPI document; {@link Problems} makes them. */
@Schema(name = "Problem", description = "An error as of RFC 9457")
record Problem(
        @Schema(
                format = "uri-reference",
                description = "what went wrong; about:blank where the status says it all",
                allowableValues = {
                    "/problems/invalid-run",
                    "/problems/invalid-page",
                    "/problems/run-conflict",
                    "/problems/run-ended",
                    "/problems/idempotency-key-reused",
                    "/problems/no-such-run",
                    "/problems/no-such-sample",
                    "/problems/no-such-root",
                    "/problems/no-text",
                    "/problems/unfinished-dataset",
                    "about:blank"
                })
        String type,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String title,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "400", maximum = "599")
        int status,

        @Schema(description = "for a person: what is wrong and what to do")
        String detail,

        @Schema(format = "uri-reference", description = "the path that was asked for")
        String instance,

        @Schema(description = "of /problems/invalid-run only: each field that is wrong")
        List<Field> errors) {
    /** What is wrong with a field of the body. */
    record Field(
            @Schema(description = "path within the body, for instance settings.alpha")
            String field,

            @Schema(description = "what is wrong and what is supported")
            String message) {}
}
