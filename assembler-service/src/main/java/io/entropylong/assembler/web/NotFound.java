package io.entropylong.assembler.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents that what is asked for may not be there. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "404",
        description = "what was asked for is not there; type says what: /problems/no-such-run, no-such-sample,"
                + " no-such-root, no-text",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = Problem.class),
                        examples = @ExampleObject(name = "no such run", value = """
                                {"type":"/problems/no-such-run","title":"Not Found","status":404,\
                                "detail":"there is no run first","instance":"/v1/runs/first"}""")))
@interface NotFound {}
