package io.entropylong.assembler.run;

import java.util.List;

/** A run that cannot be taken as it was asked for; says of each field what is wrong. */
public class InvalidRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param field path within the body, for instance settings.alpha
     * @param message what is wrong and what is supported
     */
    public record Problem(String field, String message) {}

    public InvalidRunException(List<Problem> problems) {
        super("the run is not valid: " + problems);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
