package io.entropylong.standalone;

/**
 * One thing that 'doctor' looked at.
 *
 * @param name of it
 * @param state whether it will do
 * @param detail what was found
 * @param advice what to do about it; empty when nothing
 */
record Check(String name, State state, String detail, String advice) {
    enum State {
        OK,
        /** It works, or will, but not as well as it could. */
        WARNING,
        FAILED
    }

    static Check ok(String name, String detail) {
        return new Check(name, State.OK, detail, "");
    }

    static Check warning(String name, String detail, String advice) {
        return new Check(name, State.WARNING, detail, advice);
    }

    static Check failed(String name, String detail, String advice) {
        return new Check(name, State.FAILED, detail, advice);
    }
}
