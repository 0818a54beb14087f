package dev.kinora.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The load would be worth nothing if it saw no fault. */
class LoadVerdictTest {
    private final Ledger ledger = new Ledger();
    private final Tally tally = new Tally();

    @Test
    void aJobThatEndsOnceIsRightHoweverOftenThatIsTold() {
        promise("good", true, Ledger.ACCEPTED, "JobCancelled", "JobCancelled");
        promise("bad", false, Ledger.REJECTED);
        assertEquals(List.of(), ledger.faults());
        assertEquals(0, ledger.open());
        assertEquals(1, ledger.repeated());
    }

    @Test
    void lostDoubledAndWronglyEndedJobsAreTold() {
        promise("silent", true, Ledger.ACCEPTED);
        promise("twofold", true, "ClipPublished", "JobCancelled");
        promise("failed", true, "JobFailed");
        promise("refused", true, Ledger.REJECTED);
        promise("bomb", false, "ClipPublished");
        List<String> faults = ledger.faults().stream()
                .map(fault -> fault.replaceAll(" \\{.*", ""))
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "doubled: twofold",
                        "ended wrongly: bomb",
                        "ended wrongly: failed",
                        "ended wrongly: refused",
                        "lost: silent"),
                faults);
        assertEquals(1, ledger.open());
    }

    @Test
    void aStatusThatNobodyNamedIsTold() {
        for (Deed deed : Deed.values()) {
            tally.count(deed, 500);
        }
        assertEquals(Deed.values().length, tally.faults().size());
        tally.count(Deed.SUBMIT, 202);
        assertTrue(tally.lines().contains("submissions: 1 × 202, 1 × 500"), tally.lines()::toString);
    }

    private void promise(String id, boolean isGood, String... events) {
        ledger.promise(id, isGood);
        for (String event : events) {
            ledger.hear(id, event);
        }
    }
}
