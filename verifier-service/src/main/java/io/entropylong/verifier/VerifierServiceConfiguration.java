package io.entropylong.verifier;

import io.entropylong.verifier.bindings.VerifyBindings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Puts the service together. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(VerifierProperties.class)
@Import(VerifyBindings.class)
public class VerifierServiceConfiguration {}
