package io.entropylong.standalone;

/** Ctrl-C, or any other end of the JVM that was not asked for by the command itself. */
final class Interruption {
    private Interruption() {}

    /** Whether the JVM is going down: what fails now fails because of that. */
    static boolean underWay() {
        try {
            return Runtime.getRuntime().removeShutdownHook(new Thread());
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
