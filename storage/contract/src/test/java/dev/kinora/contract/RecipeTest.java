package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final Encoding ENCODING = new Encoding("H.264", 22.0, 48, null);
    private static final List<LoraDigest> LORAS = List.of(new LoraDigest("pan-left", "12"));
    private static final JobParameters PARAMETERS = new JobParameters(
            64,
            48,
            Fit.CROP,
            2,
            Sampling.euler(1),
            7,
            7,
            127,
            0.02,
            Guidance.linear(1, 1),
            42,
            List.of(),
            Interpolation.NONE,
            2,
            EncodingParameters.ofQuality(80));

    private static Job job(String id, String source) {
        return new Job(id, "nano", new ObjectRef(source, 1, "ef"), PARAMETERS, JobTerms.DEFAULT, Map.of("k", "v"), id);
    }

    private static StageAttempt attempt(String stage, int second, String worker, NetworkUse network) {
        Instant started = Instant.ofEpochSecond(second);
        return new StageAttempt(stage, worker, second, "0.1.0", null, started, null, Map.of(), network);
    }

    @Test
    void theLastNetworkOfEachStageCounts() {
        List<StageAttempt> attempts = List.of(
                attempt("i2v", 3, "b", new NetworkUse("new", LORAS, "f")),
                attempt("i2v", 1, "a", new NetworkUse("old", List.of(), "f")),
                attempt("interpolation", 4, "a", new NetworkUse("between", List.of(), "f")),
                attempt("interpolation", 5, "a", null));
        Recipe recipe = Recipe.of(job("a", "jobs/a/still.png"), "0.1.0", attempts, ENCODING);
        assertEquals(new Recipe("0.1.0", "nano", "new", LORAS, "between", "ef", PARAMETERS, ENCODING), recipe);
        assertTrue(recipe.beginsWithStill());
    }

    /** Two jobs of one picture have one recipe, whoever did them and when. */
    @Test
    void nothingOfTheJobItselfIsInside() {
        NetworkUse network = new NetworkUse("m", LORAS, "one machine");
        NetworkUse elsewhere = new NetworkUse("m", LORAS, "another machine");
        assertEquals(
                Recipe.of(job("a", "jobs/a/still.png"), "1", List.of(attempt("i2v", 1, "x", network)), ENCODING),
                Recipe.of(job("b", "jobs/b/still.png"), "1", List.of(attempt("i2v", 9, "y", elsewhere)), ENCODING));
    }

    @Test
    void framesThatAJobBroughtHaveNoStill() {
        Recipe recipe = Recipe.of(job("a", ObjectKeys.manifest("a")), "1", List.of(), ENCODING);
        assertNull(recipe.still());
        assertFalse(recipe.beginsWithStill());
    }

    @Test
    void otherWeightsAndProgramsAreNamed() {
        Recipe one = new Recipe("1", "nano", "m", LORAS, null, "still", PARAMETERS, ENCODING);
        Recipe other = new Recipe("2", "nano", "n", LORAS, null, "other still", PARAMETERS, ENCODING);
        assertEquals(Map.of("Kinora", "1, there 2", "weights of model nano", "m, there n"), one.differencesFrom(other));
        assertEquals(Map.of(), one.differencesFrom(one));
    }
}
