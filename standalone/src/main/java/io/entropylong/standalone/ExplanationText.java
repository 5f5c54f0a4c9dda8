package io.entropylong.standalone;

import io.entropylong.assembler.explain.Explanation;
import io.entropylong.assembler.explain.SharedSpan;
import java.io.PrintWriter;
import java.util.Locale;

/** An explanation on a terminal. Texts of the corpus are printed without control characters. */
final class ExplanationText {
    private static final int OTHERS = 5;

    private ExplanationText() {}

    static void print(Explanation one, PrintWriter out) {
        Explanation.Passage passage = one.passage();
        out.printf(Locale.ROOT, "%s, dependency %d of %d%n", one.sample(), one.number(), one.of());
        out.printf(
                Locale.ROOT,
                "token     %s, id %d, index %d of its root, %d of the sample%n",
                quoted(one.sentence().marked()),
                one.id(),
                one.position(),
                one.offset());
        out.printf(Locale.ROOT, "root      %s%n          %s%n", oneLine(one.root()), marked(one.sentence()));
        out.printf(
                Locale.ROOT,
                "entropy   H %.4f -> H' %.4f nats, gain %.4f; the root's threshold is %.4f (mean %.4f, deviation %.4f)%n",
                one.entropy(),
                one.entropyWithContext(),
                one.gain(),
                one.threshold().tau(),
                one.threshold().mu(),
                one.threshold().sigma());
        out.printf(Locale.ROOT, "surprisal %.4f -> %.4f nats%n", one.surprisal(), one.surprisalWithContext());
        out.printf(
                Locale.ROOT,
                "control   %s%n",
                one.controlGain() == null
                        ? "no random passage was scored here"
                        : String.format(Locale.ROOT, "a random passage gains %.4f", one.controlGain()));
        out.printf(
                Locale.ROOT,
                "found by  %s, rank %d, similarity %.3f%n",
                one.retrieval().arm(),
                one.retrieval().rank(),
                one.retrieval().similarity());
        out.printf(
                Locale.ROOT,
                "cost      one pass of %d tokens, which scored %d positions of this root and accepted %d%n",
                one.cost().forwardTokens(),
                one.cost().positions(),
                one.cost().accepted());
        one.verdicts()
                .forEach((criterion, verdict) -> out.printf(Locale.ROOT, "%-9s by criterion %s%n", verdict, criterion));
        out.printf(
                Locale.ROOT,
                "passage   %s, tokens %d to %d of the sample, %d before the token%n",
                oneLine(passage.passage()),
                passage.start(),
                passage.end(),
                one.offset() - (passage.end() - 1));
        SharedSpan shared = passage.shared();
        out.println(
                shared == null
                        ? "          it does not hold the token; --occlude finds what resolves it"
                        : String.format(
                                Locale.ROOT,
                                "          it shares %d tokens verbatim around the token, marked [[ ]]",
                                shared.tokens()));
        out.println(printable(passage.text().before()
                + (shared == null ? "" : "[[" + passage.text().marked() + "]]")
                + passage.text().behind()));
        if (!one.others().isEmpty()) out.println("others    scored at this position");
        one.others().stream()
                .limit(OTHERS)
                .forEach(other -> out.printf(
                        Locale.ROOT,
                        "          gain %7.4f  %s %d  %s%s%n",
                        other.gain(),
                        other.arm(),
                        other.rank(),
                        oneLine(other.passage()),
                        other.inSample() ? ", in this unit" : ""));
    }

    private static String marked(Explanation.Excerpt excerpt) {
        return oneLine(excerpt.before() + "[[" + excerpt.marked() + "]]" + excerpt.behind());
    }

    private static String quoted(String text) {
        return '"' + oneLine(text) + '"';
    }

    /** Line ends as a sign for them. */
    static String oneLine(String text) {
        return printable(text.replace('\n', '\u23ce'));
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\ufffd");
    }
}
