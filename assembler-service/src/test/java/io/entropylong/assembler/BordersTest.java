package io.entropylong.assembler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = AssemblerServiceApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule DOMAIN_KNOWS_NEITHER_SPRING_NOR_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "..pack",
                    "..dataset",
                    "..run",
                    "..tally",
                    "..catalog",
                    "..inspection",
                    "..statistics",
                    "..sweep",
                    "..offline",
                    "..leftover",
                    "..card",
                    "..upload")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "..bindings", "..web");

    @ArchTest
    static final ArchRule DOMAIN_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.entropylong.assembler.(*)..").should().beFreeOfCycles();
}
