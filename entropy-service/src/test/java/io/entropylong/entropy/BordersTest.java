package io.entropylong.entropy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.entropylong.entropy", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule DOMAIN_KNOWS_NO_FRAMEWORK_AND_NO_BROKER = noClasses()
            .that()
            .resideInAnyPackage("..scoring..", "..profile..", "..context..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "io.micrometer..");

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_AND_THE_WIRING_KNOW_THE_MODEL_LIBRARY = noClasses()
            .that()
            .resideInAnyPackage("..scoring..", "..profile..", "..context..", "..bindings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.entropylong.languagemodel..", "ai.djl..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule ONLY_BINDINGS_KNOW_MESSAGES_ON_THE_WIRE = noClasses()
            .that()
            .resideOutsideOfPackage("..bindings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.messaging..", "org.springframework.cloud..", "org.apache.kafka..");
}
