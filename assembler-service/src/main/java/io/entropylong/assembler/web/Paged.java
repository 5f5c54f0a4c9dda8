package io.entropylong.assembler.web;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents a list that is read page by page. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "a page",
        headers =
                @Header(
                        name = "Link",
                        description = "with rel=\"next\" the address of the next page; absent on the last",
                        schema = @Schema(type = "string"),
                        required = false))
@ApiResponse(
        responseCode = "400",
        description = "type /problems/invalid-page: limit is not from 1 to 1000, or cursor is none of this service",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = Problem.class),
                        examples = @ExampleObject(name = "limit", value = """
                                {"type":"/problems/invalid-page","title":"Bad Request","status":400,\
                                "detail":"limit must be from 1 to 1000","instance":"/v1/runs"}""")))
@interface Paged {}
