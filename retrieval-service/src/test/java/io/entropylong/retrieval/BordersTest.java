package io.entropylong.retrieval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BordersTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.entropylong.retrieval");

    @Test
    void onlyTheBindingsKnowKafkaAndOnlyTheEdgesKnowSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..corpus..",
                        "..passage..",
                        "..embedding..",
                        "..search..",
                        "..run..",
                        "..candidate..",
                        "..duplicate..",
                        "..imports..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..")
                .check(classes);
    }

    @Test
    void cuttingAndMatchingDependOnNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("..passage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..corpus..", "..embedding..", "..search..", "..run..", "..candidate..")
                .check(classes);
    }
}
