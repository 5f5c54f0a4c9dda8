package io.entropylong.verifier.bindings;

import io.entropylong.common.message.MessageCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The function that the bindings are made for. */
@Configuration(proxyBeanMethods = false)
public class VerifyBindings {
    @Bean
    Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>[]> verify(MeterRegistry registry) {
        return new VerifyTopology(new MessageCodec(), new VerifyMeters(registry));
    }
}
