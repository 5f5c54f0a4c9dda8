package io.entropylong.assembler;

import io.entropylong.messaging.ServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the assembler service. */
public final class AssemblerServiceApplication {
    private AssemblerServiceApplication() {}

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The service, to be run with settings as arguments. */
    public static SpringApplicationBuilder builder() {
        return ServiceApplication.builder("assembler", AssemblerServiceConfiguration.class);
    }
}
