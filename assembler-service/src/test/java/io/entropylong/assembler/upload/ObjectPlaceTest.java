package io.entropylong.assembler.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3://my.bucket-1/a/b/, my.bucket-1, a/b",
        "s3://bucket//a, bucket, a"
    })
    void aPlaceIsABucketAndAPrefix(String uri, String bucket, String prefix) {
        assertThat(ObjectPlace.parse(uri)).isEqualTo(new ObjectPlace(bucket, prefix));
    }

    @Test
    void keysLieUnderThePrefix() {
        assertThat(ObjectPlace.parse("s3://bucket/a").key("mds/index.json")).isEqualTo("a/mds/index.json");
        assertThat(ObjectPlace.parse("s3://bucket").key("manifest.json")).isEqualTo("manifest.json");
        assertThat(ObjectPlace.parse("s3://bucket/a").folder("run-1")).hasToString("s3://bucket/a/run-1");
        assertThat(ObjectPlace.parse("s3://bucket/a").folder(".")).hasToString("s3://bucket/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket/a", "http://bucket/a", "s3:///a", "s3://B/a", "s3://bucket/a@1", "s3://bucket/a#2"})
    void anythingElseIsRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectPlace.parse(uri))
                .withMessageContaining(uri);
    }
}
