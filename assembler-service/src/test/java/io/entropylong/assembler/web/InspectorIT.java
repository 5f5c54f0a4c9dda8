package io.entropylong.assembler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.RunRecorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The pages in a real Chromium: the packages chromium and chromium-driver, or those that CHROMIUM and CHROMEDRIVER name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InspectorIT {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WebFixture web;
    private ChromeDriver browser;

    @BeforeAll
    void start(@TempDir Path root) throws IOException {
        web = new WebFixture(root);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("CHROMIUM", "/usr/bin/chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of(program("CHROMEDRIVER", "/usr/bin/chromedriver"))
                                .toFile())
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(1400, 1000));
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    void stop() {
        browser.quit();
        web.close();
    }

    /** A script, style or image that the policy forbids, and an exception in a script, are told here. */
    @AfterEach
    void theConsoleStaysSilent() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void aSampleOf131072TokensAnd100DependenciesTakesLessThan200MillisecondsOfScripting() throws IOException {
        browser.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
        Timing least = Stream.generate(this::timing)
                .limit(5)
                .min(Comparator.comparingDouble(Timing::scriptingMillis))
                .orElseThrow();

        assertThat(browser.findElements(By.cssSelector("#dependencies tbody tr")))
                .hasSize(WebFixture.DEPENDENCIES);
        assertThat(text("#contexts")).contains(" w129999").contains("130 passages");
        Files.writeString(PICTURES.resolve("scripting.txt"), least + System.lineSeparator());
        assertThat(least.scriptingMillis()).isLessThan(200);
    }

    @Test
    void theStrongestDependencyIsShownWithItsEntropiesAndTheSpanThatResolvesIt() throws IOException {
        open("?sample=" + WebFixture.SAMPLE);

        assertThat(text("#detail"))
                .contains("w130990", "at position 990", "5.50 nats", "1.02 nats", "0.815", "knn, rank 4")
                .contains("Resolved by", " w130988 w130989 w130990 w130991 w130992");
        assertThat(text("#contexts mark").strip()).isEqualTo("w130988 w130989 w130990 w130991 w130992");
        assertThat(text("#root .token.chosen").strip()).isEqualTo("w130990");
        picture("sample");
    }

    @Test
    void textOfACorpusIsNeverTakenAsMarkup() {
        open("?sample=" + WebFixture.SAMPLE + "&dependency=0");

        assertThat(text("#contexts h3")).startsWith(WebFixture.HOSTILE);
        assertThat(text("#contexts .text")).startsWith(WebFixture.HOSTILE + " w1 w2");
        assertThat(text("#detail")).contains(WebFixture.HOSTILE);
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
        assertThat(browser.getTitle()).isEqualTo(WebFixture.SAMPLE + " - EntropyLong");
    }

    @Test
    void keysWalkThroughTheDependenciesAndTheAddressNamesTheChosenOne() {
        open("?sample=" + WebFixture.SAMPLE);
        press("j");
        press("j");
        press("k");

        assertThat(browser.getCurrentUrl()).endsWith("&dependency=98");
        assertThat(text("#dependencies tr.chosen")).contains("w130980");
        browser.navigate().refresh();
        await("#detail h2");
        assertThat(text("#detail h2")).contains("at position 980");
    }

    @Test
    void rejectedCandidatesOfAPositionStandBelowTheLineOfEpsilon() throws IOException {
        open("?sample=" + WebFixture.SAMPLE + "&dependency=7");
        press("r");
        await("#scored tbody tr");

        List<String> rows = browser.findElements(By.cssSelector("#scored tbody tr")).stream()
                .map(WebElement::getText)
                .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("book-7#0-4000", "2.86", "0.48", "dependency");
        assertThat(rows.get(1)).isEqualTo("epsilon 0.4");
        assertThat(rows.get(2)).contains("unhelpful#0-99", "5.20", "0.05", "rejected");
        picture("sample-scored");
    }

    @Test
    void aHighEntropyTokenWithoutADependencyTellsThatNothingHelped() {
        open("?sample=" + WebFixture.SAMPLE);
        await("#root [data-position=\"1005\"]");
        browser.findElement(By.cssSelector("#root [data-position=\"1005\"]")).sendKeys(Keys.ENTER);

        assertThat(text("#scored h2")).isEqualTo("0 pairs scored at position 1005, H 4.50 nats");
    }

    @Test
    void aClickOnAPassageOfTheMapChoosesWhatItResolves() {
        open("?sample=" + WebFixture.SAMPLE);
        WebElement map = browser.findElement(By.id("map"));
        Dimension size = map.getSize();
        int x = (int) Math.round((50_500.0 / WebFixture.TOKENS - 0.5) * size.width);
        new Actions(browser).moveToElement(map, x, size.height / 2 - 4).click().perform();

        assertThat(text("#detail h2")).contains("at position 500");
        assertThat(text("#under")).contains("book-50#0-4000");
    }

    @Test
    void theTableIsSortedByTheColumnThatIsClicked() {
        open("?sample=" + WebFixture.SAMPLE);
        By head = By.cssSelector("#dependencies th:nth-child(2)");
        browser.findElement(head).findElement(By.tagName("button")).click();

        assertThat(browser.findElement(head).getDomAttribute("aria-sort")).isEqualTo("ascending");
        assertThat(text("#dependencies tbody tr")).contains("w130000");
        browser.findElement(head).findElement(By.tagName("button")).click();
        assertThat(browser.findElement(head).getDomAttribute("aria-sort")).isEqualTo("descending");
        assertThat(text("#dependencies tbody tr")).contains("w130990");
    }

    @Test
    void theRunPageFollowsItsRunUntilItEnds() throws IOException {
        RunRecorded other = Objects.requireNonNull(web.directory.run("other"));
        open("?run=other");
        assertThat(text(".state")).isEqualTo("running");
        assertThat(text(".funnel")).contains("roots planned", "12 (100 %)");

        web.directory.fail(other, "for the test");
        new WebDriverWait(browser, PATIENCE).until(now -> text(".state").equals("failed"));
        assertThat(text(".reason")).isEqualTo("for the test");
        web.directory.record(other);
        open("?run=big");
        browser.findElement(By.cssSelector(".roots summary")).click();
        await(".roots tbody tr");
        assertThat(text(".roots tbody")).contains("big/s", "nothing-verified: best gain 0.1");
        assertThat(text(".samples")).contains(WebFixture.SAMPLE);
        picture("run");
    }

    @Test
    void aRunIsCancelledFromItsPageAfterAQuestion() {
        RunRecorded other = Objects.requireNonNull(web.directory.run("other"));
        open("?run=other");
        browser.findElement(By.cssSelector(".title .cancel")).click();
        press(Keys.ESCAPE);
        assertThat(text(".state")).isEqualTo("running");

        browser.findElement(By.cssSelector(".title .cancel")).click();
        browser.findElement(By.cssSelector(".cancelling button[value=cancel]")).click();
        new WebDriverWait(browser, PATIENCE).until(now -> text(".state").equals("cancelling"));
        assertThat(browser.findElement(By.cssSelector(".title .cancel")).isDisplayed())
                .isFalse();
        web.directory.record(other);
    }

    @Test
    void runsAreListedAndWhatIsNotThereIsToldInWords() {
        browser.get(web.uri("/").toString());
        await("tbody tr");
        assertThat(text("tbody")).contains("big", "other");

        browser.get(web.uri("/ui/index.html?run=none").toString());
        new WebDriverWait(browser, PATIENCE).until(now -> !text("#problem").isEmpty());
        assertThat(text("#problem")).isEqualTo("there is no run none");
        // the browser tells of every 404 by itself
        browser.manage().logs().get(LogType.BROWSER);
    }

    /**
     * What the page's main thread did, on its own clock, so that other work on the machine does not count.
     *
     * @param scriptingMillis all but style and layout: scripts, promises, parsing, painting
     * @param allMillis with them
     */
    private record Timing(double scriptingMillis, double allMillis) {}

    private Timing timing() {
        browser.get("about:blank");
        Map<String, Double> before = metrics();
        open("?sample=" + WebFixture.SAMPLE);
        Map<String, Double> after = metrics();
        double all = grown("TaskDuration", before, after);
        double layout = grown("LayoutDuration", before, after) + grown("RecalcStyleDuration", before, after);
        return new Timing(all - layout, all);
    }

    /** A navigation to another process begins its counters anew. */
    private static double grown(String name, Map<String, Double> before, Map<String, Double> after) {
        double now = Objects.requireNonNull(after.get(name), name);
        double then = Objects.requireNonNull(before.get(name), name);
        return 1000 * (now >= then ? now - then : now);
    }

    private Map<String, Double> metrics() {
        Object metrics =
                browser.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        Map<String, Double> named = new HashMap<>();
        for (Object metric : (List<?>) Objects.requireNonNull(metrics)) {
            Map<?, ?> one = (Map<?, ?>) metric;
            named.put(
                    String.valueOf(one.get("name")), ((Number) Objects.requireNonNull(one.get("value"))).doubleValue());
        }
        return named;
    }

    private void open(String query) {
        browser.get(web.uri("/ui/index.html" + query).toString());
        await(query.startsWith("?sample") ? "#detail h2" : ".funnel tbody tr");
    }

    private void await(String selector) {
        new WebDriverWait(browser, PATIENCE)
                .until(now -> !now.findElements(By.cssSelector(selector)).isEmpty());
    }

    private void press(CharSequence key) {
        new Actions(browser).sendKeys(key).perform();
    }

    private String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    /** In both colour schemes. */
    private void picture(String name) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            browser.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            Files.write(PICTURES.resolve(name + "-" + scheme + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        }
    }

    private static String program(String variable, String otherwise) {
        String named = System.getenv(variable);
        return named == null ? otherwise : named;
    }
}
