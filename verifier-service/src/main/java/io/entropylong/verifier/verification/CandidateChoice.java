package io.entropylong.verifier.verification;

import io.entropylong.verifier.verification.RootState.Asked;
import java.util.List;

/** Which candidates of a root are scored next. A pure function of the root's material and what was scored of it. */
interface CandidateChoice {
    /**
     * @param before what was asked already, in order
     * @param findings what came of it
     * @param most candidates at most
     * @return candidates that were not asked yet; none when there is none, or none worth its cost
     */
    List<Asked> next(List<Asked> before, Findings findings, int most);
}
