package io.entropylong.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.RootChoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootChoiceTest {
    @Test
    void theSmallerOfCountAndShareIsTaken() {
        assertThat(RootChoice.atMost(10).taken(7)).isEqualTo(7);
        assertThat(RootChoice.atMost(10).taken(70)).isEqualTo(10);
        assertThat(share(10, 0.5).taken(7)).isEqualTo(4);
        assertThat(share(10, 0.5).taken(70)).isEqualTo(10);
        assertThat(share(10, 0.001).taken(70)).isEqualTo(1);
        assertThat(share(10, 1).taken(0)).isZero();
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> share(10, share)).hasMessageContaining("rootShare");
        }
    }

    @Test
    void aFilterNeedsAValueForEachName() {
        assertThatThrownBy(() -> new MetadataFilter(Map.of("language", List.of())))
                .hasMessage("the filter language has no value");
    }

    @Test
    void aFiltersOrderIsItsNames() {
        assertThat(new MetadataFilter(Map.of("b", List.of("2", "1", "2"), "a", List.of("3"))).anyOf())
                .hasToString("{a=[3], b=[1, 2]}");
    }

    private static RootChoice share(int maxRoots, double share) {
        return new RootChoice(maxRoots, share, MetadataFilter.ALL);
    }
}
