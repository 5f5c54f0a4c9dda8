package io.entropylong.assembler.pack;

/** Stores for tests of other packages. */
public final class TestStores {
    private TestStores() {}

    public static PackStore map() {
        return new MapStore();
    }
}
