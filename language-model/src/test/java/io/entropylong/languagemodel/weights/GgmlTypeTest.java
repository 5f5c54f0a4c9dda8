package io.entropylong.languagemodel.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GgmlTypeTest {
    @Test
    void q41IsScaleTimesNibblePlusMinimumLowNibblesFirst() {
        ByteBuffer block = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-1f));
        for (int k = 0; k < 16; k++) block.put((byte) (k | (15 - k) << 4));

        float[] values = GgmlType.Q4_1.toFloats(block.flip(), 32);

        assertThat(values[3]).isEqualTo(0.5f * 3 - 1);
        assertThat(values[16 + 3]).isEqualTo(0.5f * 12 - 1);
    }

    @Test
    void q80IsScaleTimesSignedByte() {
        ByteBuffer block = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort(Float.floatToFloat16(0.25f));
        for (int k = 0; k < 32; k++) block.put((byte) (k - 16));

        assertThat(GgmlType.Q8_0.toFloats(block.flip(), 32))
                .startsWith(-4f, -3.75f)
                .endsWith(3.75f);
    }

    @Test
    void bf16IsTheUpperHalfOfAFloat() {
        ByteBuffer two = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        two.putShort((short) 0x3f80).putShort((short) 0xc040);

        assertThat(GgmlType.BF16.toFloats(two.flip(), 2)).containsExactly(1f, -3f);
    }

    @Test
    void anUnknownTypeIsNamedWithTheFileTheTensorAndWhatIsSupported() {
        assertThatThrownBy(() -> GgmlType.of(99, Path.of("x.gguf"), "blk.0.attn_q.weight"))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("x.gguf", "blk.0.attn_q.weight", "99", "Q4_1");
    }

    @Test
    void rowsOfAHeadComeBackFromInterleavedHalves() {
        // one head of size 4, one column: the file holds rows 0, 2, 1, 3
        assertThat(GgufModel.unpermuted(new float[] {0, 2, 1, 3}, 1, 4)).containsExactly(0, 1, 2, 3);
    }
}
