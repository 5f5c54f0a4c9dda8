package io.entropylong.messaging.web;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents a list that is read page by page, as {@link Page} answers. Its parameters are {@code limit} and {@code cursor};
 * the document that it is part of has a schema {@code Problem}, or says itself what errors look like.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "a page",
        headers = {
            @Header(
                    name = "Link",
                    description = "with rel=\"next\" the address of the next page; absent on the last",
                    schema = @Schema(type = "string"),
                    required = false),
            @Header(
                    name = "ETag",
                    description = "of the page as it stands; with If-None-Match an unchanged page is 304",
                    schema = @Schema(type = "string"))
        })
@ApiResponse(responseCode = "304", description = "If-None-Match names this page's ETag", content = @Content)
@ApiResponse(
        responseCode = "400",
        description = "type /problems/invalid-page: limit is not from 1 to 1000, or cursor is none of this service",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(ref = "#/components/schemas/Problem"),
                        examples = @ExampleObject(name = "limit", value = """
                                {"type":"/problems/invalid-page","title":"Bad Request","status":400,\
                                "detail":"limit must be from 1 to 1000"}""")))
public @interface Paged {
    String LIMIT = "most elements of a page, from 1 to 1000";
    String CURSOR = "where the page begins, from the Link header of the page before; without it at the beginning";
}
