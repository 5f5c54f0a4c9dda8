package io.entropylong.assembler.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {
    @Test
    void barsAreAsHighAsTheirShareOfTheScale() throws Exception {
        Document image = parsed(new BarChart("t", "x", List.of("n"), List.of(group("a", 5), group("b", 2.5))));

        // element 0 is the background; the scale ends at 5, 190 pixels high
        NodeList rectangles = image.getElementsByTagName("rect");
        assertThat(rectangles.getLength()).isEqualTo(3);
        assertThat(((Element) rectangles.item(1)).getAttribute("height")).isEqualTo("190.0");
        assertThat(((Element) rectangles.item(2)).getAttribute("height")).isEqualTo("95.0");
    }

    @Test
    void whatTheTextSaysIsNoMarkup() throws Exception {
        Document image = parsed(new BarChart("<script>&", "x", List.of("n"), List.of(group("a<b", 1))));

        assertThat(image.getElementsByTagName("script").getLength()).isZero();
        assertThat(image.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("<script>&");
    }

    @Test
    void ofManyBarsOnlySomeAreLabelledButAllAreTold() throws Exception {
        List<BarChart.Group> groups = IntStream.range(0, 40)
                .mapToObj(i -> group("rank" + i, i / 40.0))
                .toList();
        Document image = parsed(new BarChart("t", "x", List.of("n"), groups));

        // 14 labels, 5 numbers of the scale, title and axis
        assertThat(image.getElementsByTagName("text").getLength()).isEqualTo(14 + 5 + 2);
        assertThat(image.getElementsByTagName("title").getLength()).isEqualTo(40 + 1);
    }

    @Test
    void nothingToShowIsAnEmptyImage() throws Exception {
        assertThat(parsed(new BarChart("t", "x", List.of("n"), List.of()))
                        .getElementsByTagName("rect")
                        .getLength())
                .isOne();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BarChart("t", "x", List.of("n", "m"), List.of(group("a", 1))));
    }

    private static BarChart.Group group(String label, double value) {
        return new BarChart.Group(label, List.of(value));
    }

    private static Document parsed(BarChart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
    }
}
