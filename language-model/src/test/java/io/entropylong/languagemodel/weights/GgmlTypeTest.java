package io.entropylong.languagemodel.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GgmlTypeTest {
    @ParameterizedTest
    @EnumSource
    void valuesAreBitForBitThoseOfTheGgufPackage(GgmlType type) throws IOException {
        JsonNode reference = reference().path(type.name());
        ByteBuffer blocks = bytes(reference.path("blocks"));
        FloatBuffer expected = bytes(reference.path("values")).asFloatBuffer();
        float[] values = new float[expected.remaining()];
        expected.get(values);

        assertThat(GgmlType.of(reference.path("code").asInt(), Path.of("x.gguf"), "x"))
                .isEqualTo(type);
        assertThat(type.bytes(values.length)).isEqualTo(blocks.remaining());
        float[] decoded = new float[values.length];
        type.toFloats(blocks, values.length, decoded, 0);
        assertThat(decoded).containsExactly(values);
    }

    @Test
    void anUnknownTypeIsNamedWithTheFileTheTensorAndWhatIsSupported() {
        assertThatThrownBy(() -> GgmlType.of(99, Path.of("x.gguf"), "blk.0.attn_q.weight"))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("x.gguf", "blk.0.attn_q.weight", "99", "Q4_1");
    }

    private static JsonNode reference() throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Files.readString(Path.of("src/test/resources/quantized-blocks.json")));
    }

    private static ByteBuffer bytes(JsonNode base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64.asString())).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void rowsOfAHeadComeBackFromInterleavedHalves() {
        // one head of size 4, one column: the file holds rows 0, 2, 1, 3
        assertThat(GgufModel.unpermuted(new float[] {0, 2, 1, 3}, 1, 4)).containsExactly(0, 1, 2, 3);
    }
}
