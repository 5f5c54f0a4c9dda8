package io.entropylong.assembler.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what only a finished dataset has. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "409",
        description = "type /problems/unfinished-dataset: the run is not complete yet",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = Problem.class),
                        examples = @ExampleObject(name = "not finished", value = """
                                {"type":"/problems/unfinished-dataset","title":"Conflict","status":409,\
                                "detail":"the dataset of run first is not finished; GET /v1/runs/first tells how far it is",\
                                "instance":"/v1/runs/first/manifest"}""")))
@interface Unfinished {}
