package io.entropylong.messaging.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Errors look the same in every service. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
public class ErrorConfiguration {
    @Bean
    ErrorProblems errorProblems() {
        return new ErrorProblems();
    }
}
