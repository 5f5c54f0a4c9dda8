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
    void aLotBelowTheShareIsTaken() {
        assertThat(RootChoice.atMost(1).takes(Long.MAX_VALUE)).isTrue();
        assertThat(share(1, 0.5).takes(Long.MAX_VALUE / 4)).isTrue();
        assertThat(share(1, 0.5).takes(Long.MAX_VALUE / 4 * 3)).isFalse();
    }

    @Test
    void aFilterTakesWhatHasOneOfTheValuesOfEachName() {
        MetadataFilter filter = new MetadataFilter(Map.of("language", List.of("de", "en"), "shelf", List.of("a")));
        assertThat(filter.takes(Map.of("language", "en", "shelf", "a", "more", "x")))
                .isTrue();
        assertThat(filter.takes(Map.of("language", "fr", "shelf", "a"))).isFalse();
        assertThat(filter.takes(Map.of("language", "en"))).isFalse();
        assertThat(MetadataFilter.ALL.takes(Map.of())).isTrue();
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
        return new RootChoice(RootChoice.Mode.BATCH, maxRoots, share, MetadataFilter.ALL);
    }
}
