package dev.kinora.ingest.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Priority;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.ingest.Requests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestTest {
    private static final Instant SENT = Instant.parse("2026-11-23T16:00:00Z");
    private static final ObjectRef LORA = new ObjectRef("uploads/my.safetensors", 1000, "a".repeat(64));
    private static final ObjectRef LARGE = new ObjectRef("uploads/large", (512L << 20) + 1, "b".repeat(64));
    private static final Function<String, Optional<ObjectRef>> STORE =
            key -> Stream.of(LORA, LARGE).filter(ref -> ref.key().equals(key)).findFirst();

    @Test
    void whatIsLeftOutIsTheModelsDefault() {
        JobParameters expected = new JobParameters(
                320,
                192,
                Fit.CROP,
                14,
                Sampling.euler(6),
                7,
                7,
                45,
                0.02,
                Guidance.linear(1, 1),
                0x9f86d081L,
                List.of(),
                Interpolation.NONE,
                4,
                EncodingParameters.ofQuality(80));
        assertEquals(expected, parameters("{}", "test"));
    }

    @Test
    void whatIsWantedOfThePipelineStandsApart() {
        assertEquals(JobTerms.DEFAULT, terms("{}"));
        assertEquals(
                new JobTerms(Priority.BATCH, Instant.parse("2026-12-24T18:00:00Z"), true),
                terms("{\"priority\": \"batch\", \"deadline\": \"2026-12-24T19:00:00+01:00\", \"keepFrames\": true}"));
        assertEquals(SENT.plusSeconds(90), terms("{\"deadline\": \"PT1M30S\"}").deadline());
    }

    private static JobTerms terms(String json) {
        return JobRequest.parse(json.getBytes(StandardCharsets.UTF_8)).terms(SENT);
    }

    @Test
    void whatIsGivenCounts() {
        JobParameters parameters = parameters(
                """
                {"width": 512, "height": 256, "fit": "pad", "frames": 8, "steps": 3, "solver": "euler",
                 "schedule": "karras", "fps": 12, "playbackFps": 23.976, "motionBucket": 200,
                 "noiseAugmentation": 0, "guidance": {"min": 1, "max": 2.5, "curve": "linear"},
                 "seed": 9223372036854775807, "camera": [{"preset": "pan-left", "weight": -0.5}],
                 "interpolation": 8, "interpolationMethod": "cross-fade", "decodeChunk": 2, "encoding": {"quality": 55}}
                """,
                "x");
        JobParameters expected = new JobParameters(
                512,
                256,
                Fit.PAD,
                8,
                Sampling.euler(3),
                12,
                23.976,
                200,
                0,
                Guidance.linear(1, 2.5),
                Long.MAX_VALUE,
                List.of(new CameraMove("pan-left", -0.5)),
                new Interpolation(8, InterpolationMethod.CROSS_FADE),
                2,
                EncodingParameters.ofQuality(55));
        assertEquals(expected, parameters);
    }

    @Test
    void aClipOfMoreFramesPlaysAsLong() {
        assertEquals(28, parameters("{\"interpolation\": 4}", "x").playbackFps());
        assertEquals(
                12,
                parameters("{\"interpolation\": 4, \"playbackFps\": 12}", "x").playbackFps());
    }

    @Test
    void samplingIsAsAskedFor() {
        assertEquals(
                new Sampling("heun", 6, "exponential", List.of(), 2.5),
                sampling("{\"solver\": \"heun\", \"schedule\": \"exponential\", \"churn\": 2.5}"));
        assertEquals(
                Sampling.listed("lms", List.of(80.0, 8.5, 0.0), 0),
                sampling("{\"solver\": \"lms\", \"sigmas\": [80, 8.5, 0]}"));
        assertEquals(10, sampling("{\"schedule\": \"align-your-steps\"}").steps());
    }

    @Test
    void guidanceIsAsAskedFor() {
        assertEquals(
                new Guidance(1, 1.4, "triangle", List.of(), null), guidance("{\"max\": 1.4, \"curve\": \"triangle\"}"));
        assertEquals(
                new Guidance(1, 2, "points", List.of(1.0, 2.0, 1.5), new SigmaInterval(10, 60)),
                guidance("{\"points\": [1, 2, 1.5], \"interval\": {\"low\": 10, \"high\": 60}}"));
        assertEquals(
                new Guidance(1, 1, "linear", List.of(), new SigmaInterval(0, 60)),
                guidance("{\"interval\": {\"high\": 60}}"));
    }

    @Test
    void movesAreAnyNumberOfPresetsAndLorasOfTheStore() {
        JobParameters parameters = parameters(
                """
                {"camera": [{"preset": "zoom-in", "weight": 0.7}, {"lora": "uploads/my.safetensors", "weight": -0.5},
                            {"preset": "pan-left"}]}
                """,
                "x");
        assertEquals(
                List.of(
                        new CameraMove("zoom-in", 0.7),
                        new CameraMove(null, LORA, -0.5),
                        new CameraMove("pan-left", 1)),
                parameters.camera());
    }

    @Test
    void theClipPlaysAtTheRateItWasMadeFor() {
        assertEquals(24, parameters("{\"fps\": 24}", "x").playbackFps());
    }

    @Test
    void theSeedOfAnIdIsAlwaysTheSame() {
        assertEquals(parameters("{}", "a").seed(), parameters("{}", "a").seed());
        assertTrue(parameters("{}", "a").seed() != parameters("{}", "b").seed());
    }

    /** Field, found, expected of each refusal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"steps\": \"6\"} | steps | \"6\" | a whole number",
                "{\"steps\": 1.5} | steps | 1.5 | a whole number",
                "{\"steps\": true} | steps | true | a whole number",
                "{\"fps\": [7]} | fps | a list | a whole number",
                "{\"frames\": 1e3} | frames | 1000.0 | a whole number",
                "{\"noiseAugmentation\": NaN} | noiseAugmentation | \"NaN\" | a number",
                "{\"noiseAugmentation\": Infinity} | noiseAugmentation | \"Infinity\" | a number",
                "{\"seed\": -1} | seed | -1 | a whole number from 0 to 9223372036854775807",
                "{\"fit\": \"squash\"} | fit | squash | crop | pad | stretch",
                "{\"camera\": {}} | camera | an object | a list in brackets",
                "{\"camera\": [1]} | camera[0] | 1 | an object in braces",
                "{\"camera\": [{}]} | camera[0].preset | nothing | one of pan-left, pan-right, static, zoom-in, zoom-out",
                "{\"camera\": [{\"preset\": \"static\", \"lora\": \"uploads/x\"}]} | camera[0].lora | preset and lora | one of them",
                "{\"camera\": [{\"preset\": \"static\"}, {\"lora\": \"jobs/x\"}]} | camera[1].lora | jobs/x |"
                        + " the key of an object under uploads/",
                "{\"camera\": [{\"lora\": \"uploads/none\"}]} | camera[0].lora | uploads/none | the key of an object that exists",
                "{\"camera\": [{\"lora\": \"uploads/large\"}]} | camera[0].lora | 536870913 bytes | 1 to 536870912 (512 MiB)",
                "{\"camera\": [{\"preset\": \"static\", \"weight\": \"1\"}]} | camera[0].weight | \"1\" | a number",
                "{\"guidance\": 3} | guidance | 3 | an object in braces",
                "{\"guidance\": {\"min\": 2, \"max\": 1}} | guidance | 2.0:1.0 | min no larger than max",
                "{\"solver\": \"eular\"} | solver | eular |"
                        + " euler | heun | euler-ancestral | dpmpp-2m | dpmpp-3m | unipc | lms | ddim",
                "{\"interpolation\": 32} | interpolation | 32 | 1 | 2 | 4 | 8 | 16",
                "{\"interpolationMethod\": \"rife\"} | interpolationMethod | rife | diffusion | cross-fade",
                "{\"solver\": 1} | solver | 1 | a text in quotes",
                "{\"steps\": 0} | steps | 0 | a whole number from 1 to 1000",
                "{\"schedule\": \"custom\"} | schedule | custom | karras | exponential | align-your-steps",
                "{\"schedule\": \"align-your-steps\", \"steps\": 6} | steps | 6 | 10 with align-your-steps",
                "{\"sigmas\": 80} | sigmas | 80 | a list in brackets",
                "{\"sigmas\": []} | sigmas | 0 of them | 2 to 1001 noise levels, the last usually 0",
                "{\"sigmas\": [80, \"8\", 0]} | sigmas[1] | \"8\" | a number",
                "{\"sigmas\": [80, NaN, 0]} | sigmas[1] | \"NaN\" | a number",
                "{\"sigmas\": [80, Infinity]} | sigmas[1] | \"Infinity\" | a number",
                "{\"sigmas\": [80, 90, 0]} | sigmas[1] | 90.0 | less than 80.0 before it",
                "{\"sigmas\": [80, -8, 0]} | sigmas[1] | -8.0 | a number from 0 to 10000",
                "{\"sigmas\": [80, 0], \"steps\": 1} | steps | 1 | either steps or sigmas",
                "{\"sigmas\": [80, 0], \"schedule\": \"karras\"} | schedule | \"karras\" | either schedule or sigmas",
                "{\"churn\": -1} | churn | -1.0 | a number from 0 to 1000",
                "{\"churn\": 1, \"solver\": \"ddim\"} | churn | 1.0 with ddim |"
                        + " 0, or one of the solvers euler, heun",
                "{\"guidance\": {\"curve\": \"points\"}} | guidance.points | 0 points | 1 to 1024 of them",
                "{\"guidance\": {\"points\": [1, 31]}} | guidance.points[1] | 31.0 | a number from 0 to 30",
                "{\"guidance\": {\"points\": [1, \"2\"]}} | guidance.points[1] | \"2\" | a number",
                "{\"guidance\": {\"points\": [1, 2], \"max\": 3}} | guidance.max | 3 |"
                        + " either min and max or points",
                "{\"guidance\": {\"points\": [1, 2], \"curve\": \"linear\"}} | guidance.curve |"
                        + " linear beside points | points",
                "{\"frames\": 1, \"guidance\": {\"points\": [1, 2]}} | guidance.points | 2 points |"
                        + " at most one for each of 1 frames",
                "{\"guidance\": {\"interval\": [1, 2]}} | guidance.interval | a list | an object in braces",
                "{\"guidance\": {\"interval\": {\"low\": 60, \"high\": 10}}} | guidance.interval | 60.0:10.0 |"
                        + " low below high",
                "{\"guidance\": {\"interval\": {\"from\": 1}}} | guidance.interval.from | an unknown field |"
                        + " one of low, high",
                "{\"guidance\": {\"mni\": 2}} | guidance.mni | an unknown field | one of min, max, curve, points,"
                        + " interval (did you mean min?)",
                "{\"camera\": [{\"preset\": \"pan-lift\"}]} | camera[0].preset | \"pan-lift\" |"
                        + " one of pan-left, pan-right, static, zoom-in, zoom-out (did you mean pan-left?)"
            })
    void everyRefusalNamesFieldFoundAndExpected(String all) {
        String[] parts = all.split(" \\| ", 4);
        FailureException refusal = assertThrows(FailureException.class, () -> parameters(parts[0], "x"));
        assertEquals(parts[1], refusal.failure().field());
        assertEquals(parts[2], refusal.failure().found());
        assertEquals(parts[3], refusal.failure().expected());
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() {
        assertTrue(refusalOf("{\"steps\": 4,\n  \"fps\" 7}").contains("at line 2, column"));
        assertTrue(refusalOf("{\"steps\": 4} {}").startsWith("request: found"));
        assertTrue(refusalOf("{\"steps\": 4, \"steps\": 5}").contains("Duplicate"));
        assertTrue(refusalOf("{\"a\":".repeat(30)).startsWith("request: found"));
    }

    @Test
    void theImageIsOneOfThree() {
        byte[] file = {1, 2, 3};
        ImageSource inline = JobRequest.parse(Requests.json(Map.of("image", Map.of("bytes", file))))
                .takeImage();
        assertArrayEquals(
                file, assertInstanceOf(ImageSource.Inline.class, inline).file());
        assertEquals("image: found nothing, expected an object with bytes, key or url", imageRefusal(Map.of()));
        assertEquals(
                "image: found bytes and key, expected exactly one of bytes, key, url",
                imageRefusal(Map.of("image", Map.of("bytes", file, "key", "uploads/a"))));
        assertEquals(
                "image.key: found uploads/../jobs/x, expected the key of an object under uploads/",
                imageRefusal(Map.of("image", Map.of("key", "uploads/../jobs/x"))));
        assertTrue(
                imageRefusal(Map.of("image", Map.of("bytes", "@@@"))).startsWith("image.bytes: found Illegal base64"));
    }

    @Test
    void theIdIsReadThoughOtherFieldsAreWrong() {
        JobRequest request = JobRequest.parse("{\"id\": \"mine\", \"stpes\": 4}".getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.of("mine"), request.id());
        FailureException refusal = assertThrows(FailureException.class, request::model);
        assertEquals("stpes", refusal.failure().field());
        assertTrue(refusal.failure().expected().endsWith("(did you mean steps?)"));
    }

    @Test
    void labelsAreFewAndShort() {
        assertTrue(labelRefusal(Map.of("a", "x".repeat(257))).startsWith("labels.a: found 257 characters"));
        assertTrue(labelRefusal(Map.of("a", 1)).startsWith("labels.a: found 1, expected a text"));
    }

    private static JobParameters parameters(String json, String id) {
        return JobRequest.parse(json.getBytes(StandardCharsets.UTF_8)).parameters(Requests.NANO, id, STORE);
    }

    private static Sampling sampling(String json) {
        return parameters(json, "x").sampling();
    }

    private static Guidance guidance(String json) {
        return parameters("{\"guidance\": %s}".formatted(json), "x").guidance();
    }

    private static String refusalOf(String json) {
        return assertThrows(FailureException.class, () -> parameters(json, "x")).getMessage();
    }

    private static String imageRefusal(Map<String, ?> request) {
        JobRequest parsed = JobRequest.parse(Requests.json(request));
        return assertThrows(FailureException.class, parsed::takeImage).getMessage();
    }

    private static String labelRefusal(Map<String, ?> labels) {
        JobRequest parsed = JobRequest.parse(Requests.json(Map.of("labels", labels)));
        return assertThrows(FailureException.class, parsed::labels).getMessage();
    }
}
