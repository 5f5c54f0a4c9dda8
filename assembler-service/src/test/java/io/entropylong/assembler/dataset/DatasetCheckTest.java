package io.entropylong.assembler.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.assembler.dataset.Fault.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good dataset, and one damaged in each way. */
class DatasetCheckTest {
    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = WrittenDataset.under(temporary);
    }

    @Test
    void aDatasetAsItWasWrittenHasNoFault() throws IOException {
        DatasetCheck.Findings findings = DatasetCheck.of(dataset);

        assertThat(findings.faults()).isEmpty();
        assertThat(findings.samples()).isEqualTo(5);
        assertThat(findings.dependencies()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MANIFEST   | manifest.json                 | `\"format\"\\s*:\\s*1`            | `\"format\":2`",
                "LINE       | provenance/roots.jsonl        | `\"tokens\":60,`                | `\"tokens\":\"many\",`",
                "SAMPLE     | provenance/samples.jsonl      | `r-000000`                      | `r-000007`",
                "SAMPLE     | provenance/samples.jsonl      | `(?m)^.*\"index\":4,.*\\n`      | ``",
                "LENGTH     | provenance/samples.jsonl      | `\"tokens\":1024`               | `\"tokens\":1023`",
                "HASH       | provenance/samples.jsonl      | `\"sha256\":\"...`              | `\"sha256\":\"xyz`",
                "SPANS      | provenance/samples.jsonl      | `(\"root\":\"[^\"]*\",\"start\":)0` | `$11`",
                "UNIT       | provenance/samples.jsonl      | `\"contexts\":\\[[^\\]]*\\]`    | `\"contexts\":[]`",
                "ROOT       | provenance/roots.jsonl        | `\"outcome\":\"unit\"`          | `\"outcome\":\"refused\"`",
                "ROOT       | provenance/samples.jsonl      | `\"root\":\"r/d1\"`             | `\"root\":\"r/d2\"`",
                "DEPENDENCY | provenance/dependencies.jsonl | `\"offset\":`                   | `\"offset\":1`",
                "DEPENDENCY | provenance/dependencies.jsonl | `\"passage\":\"p1\"`            | `\"passage\":\"p99\"`",
                "GAIN       | provenance/dependencies.jsonl | `\"gain\":0.8`                  | `\"gain\":0.7`",
                "GAIN       | manifest.json                 | `\"epsilon\"\\s*:\\s*0.4`       | `\"epsilon\":0.9`",
                "PAIR       | provenance/dependencies.jsonl | `\"surprisal_with_context\":2`  | `\"surprisal_with_context\":1`",
                "PAIR       | provenance/pairs.jsonl        | `(?m)^.*\"root\":\"r/d1\",.*\\n` | ``",
                "LEFTOVER   | provenance/leftovers.jsonl    | `\"tokens\":500`                | `\"tokens\":499`",
                "LEFTOVER   | provenance/leftovers.jsonl    | `\"root\":\"r/d11\"`            | `\"root\":\"r/d10\"`",
                "LEFTOVER   | provenance/leftovers.jsonl    | `\"root\":\"r/d11\"`            | `\"root\":\"r/d0\"`",
                "LEFTOVER   | provenance/leftovers.jsonl    | `\"entropy_with_context\":1.0`  | `\"entropy_with_context\":1.1`",
                "LEFTOVER   | provenance/leftovers.jsonl    | `\"contexts\":\\[\\{\"passage\":\"p11\"` | `\"contexts\":[{\"passage\":\"p1\"`",
                "ROOT       | provenance/leftovers.jsonl    | `(?m)^.*\"root\":\"r/d11\",.*\\n` | ``",
                "COUNTS     | manifest.json                 | `\"leftover_units\"\\s*:\\s*1` | `\"leftover_units\":2`",
                "COUNTS     | manifest.json                 | `\"leftover_tokens\"\\s*:\\s*500` | `\"leftover_tokens\":5`",
                "COUNTS     | manifest.json                 | `\"samples\"\\s*:\\s*5`         | `\"samples\":6`"
            })
    void aDamageIsNamedByTheRuleThatItBreaks(Rule rule, String file, String what, String by) throws IOException {
        Path path = dataset.resolve(file);
        String text = Files.readString(path);
        String damaged = text.replaceFirst(what, by == null ? "" : by);
        assertThat(damaged).isNotEqualTo(text);
        Files.writeString(path, damaged);

        assertThat(DatasetCheck.of(dataset).faults()).extracting(Fault::rule).contains(rule);
    }

    @Test
    void aFlippedByteOfAShardIsFound() throws IOException {
        Path shard = dataset.resolve("mds/shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);

        assertThat(DatasetCheck.of(dataset).faults()).extracting(Fault::rule).contains(Rule.SHARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provenance/samples.jsonl      | line: samples.jsonl: the file is missing",
                "provenance/dependencies.jsonl | line: dependencies.jsonl: the file is missing",
                "provenance/roots.jsonl        | line: roots.jsonl: the file is missing",
                "provenance/pairs.jsonl        | line: pairs.jsonl: the file is missing",
                "provenance/leftovers.jsonl    | line: leftovers.jsonl: the file is missing",
                "provenance/controls.jsonl     | file: provenance/controls.jsonl: the file is missing",
                "mds/index.json                | shard: mds: {dataset}/mds/index.json: file: is missing",
                "mds/shard.00000.mds           | file: mds/shard.00000.mds: the file is missing",
                "manifest.json                 | manifest: manifest.json: the file is missing: without it nothing else can be judged"
            })
    void aMissingFileIsAFaultThatNamesIt(String file, String fault) throws IOException {
        Files.delete(dataset.resolve(file));

        assertThat(DatasetCheck.of(dataset).faults())
                .extracting(Fault::toString)
                .contains(fault.replace("{dataset}", dataset.toString()));
    }

    @Test
    void aDatasetWithoutAnySampleIsSound(@TempDir Path root) throws IOException {
        DatasetCheck.Findings findings = DatasetCheck.of(WrittenDataset.ofNoSample(root));

        assertThat(findings.faults()).isEmpty();
        assertThat(findings.samples()).isZero();
    }

    @Test
    void dependenciesAreDrawnBySeedWithTheirTokens() throws IOException {
        List<DrawnDependency> drawn = DrawnDependency.draw(dataset, 3, 7);

        assertThat(drawn).hasSize(3).isEqualTo(DrawnDependency.draw(dataset, 3, 7));
        assertThat(DrawnDependency.draw(dataset, 99, 7)).hasSize(10);
        assertThat(drawn).allSatisfy(dependency -> {
            int ordinal = Integer.parseInt(dependency.passage().substring(1));
            assertThat(dependency.root().toArray()).isEqualTo(new int[] {10_000 * ordinal + 2, 10_000 * ordinal + 3});
            assertThat(Arrays.stream(dependency.context().toArray()).min()).hasValue(10_000 * ordinal + 5000);
            assertThat(dependency.entropyWithContext()).isEqualTo(1);
        });
    }
}
