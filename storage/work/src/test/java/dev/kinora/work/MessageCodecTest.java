package dev.kinora.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Fit;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Priority;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.contract.Webhook;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.contract.WebhookLog;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    private static final ObjectRef OBJECT = new ObjectRef("jobs/a/clip.mp4", 12, "ab");
    private static final JobParameters PARAMETERS = new JobParameters(
            320,
            192,
            Fit.PAD,
            14,
            Sampling.listed("heun", List.of(80.0, 8.5, 0.0), 1.5),
            7,
            7.5,
            127,
            0.02,
            new Guidance(0, 0, "points", List.of(1.0, 1.5, 1.0), new SigmaInterval(9, 60)),
            -42,
            List.of(new CameraMove("pan-left", 1.5)),
            new Interpolation(4, InterpolationMethod.CROSS_FADE),
            14,
            new EncodingParameters(null, 2_000_000L, null, 24, VideoEncoder.FFMPEG));
    private static final ResolvedSampling RESOLVED = new ResolvedSampling(
            "heun", "custom", List.of(80f, 8.1f, 0f), 1.5, 3, List.of(1f, 1.2f), new SigmaInterval(9, 60));
    private static final Instant TIME = Instant.parse("2026-11-23T16:00:00Z");
    private static final Failure FAILURE = Failure.badInput("frames", 0, "a whole number from 1 to 1024");

    private final MessageCodec codec = new MessageCodec();

    static Stream<Object> messages() {
        return Stream.of(
                new StageTask("a", OBJECT),
                new Job(
                        "a",
                        "nano",
                        OBJECT,
                        PARAMETERS,
                        new JobTerms(
                                Priority.BATCH, TIME, true, new Webhook("https://example.org", List.of("JobStarted"))),
                        Map.of("zoo", "1", "art", "2"),
                        "cd"),
                new StageTask("a", OBJECT, Instant.parse("2026-11-23T16:00:00.125Z")),
                new JobOutcome("a", JobOutcome.End.FAILED, "i2v", FAILURE, null),
                JobOutcome.cancelled("a", "no longer wanted"),
                new JobCommand.Cancel("a", "no longer wanted"),
                new WebhookDelivery("a", "a-JobFailed", "JobFailed", "{}", "https://example.org", TIME, 2, TIME),
                new WebhookLog(
                        "a-JobFailed",
                        "JobFailed",
                        WebhookLog.State.GIVEN_UP,
                        List.of(
                                new WebhookLog.Attempt(TIME, 503, null, 12),
                                new WebhookLog.Attempt(TIME, null, "no answer", 34))),
                new FrameManifest(320, 192, 14, List.of(new FrameManifest.Chunk(0, 13, OBJECT)), RESOLVED),
                new ModelAnnouncement("nano", ModelDefaults.published(14), List.of("pan-left"), true, null),
                new DeadLetter(
                        "kinora.frames",
                        0,
                        7,
                        "a",
                        "i2v",
                        FAILURE,
                        "java.io.IOException: no",
                        3,
                        1,
                        null,
                        "a",
                        Map.of("kinora-failures", "2"),
                        "{\"x\":\"ü\"}"));
    }

    static Stream<JobEvent> events() {
        return Stream.of(
                new JobEvent.JobAccepted("a", "nano", PARAMETERS, Map.of("k", "v")),
                new JobEvent.JobRejected("a", FAILURE),
                new JobEvent.JobStarted("a", "i2v", "host/1", 2),
                new JobEvent.FramesGenerated("a", OBJECT, 14),
                new JobEvent.ClipEncoded("a", OBJECT),
                new JobEvent.ClipPublished(
                        "a",
                        OBJECT,
                        OBJECT,
                        "http://x/?y=z",
                        320,
                        192,
                        14,
                        7.5,
                        1.9,
                        -42,
                        RESOLVED,
                        Interpolation.NONE),
                new JobEvent.JobFailed("a", "storage", FAILURE),
                new JobEvent.JobCancelled("a", "on request"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageComesBackEqual(Object message) {
        assertEquals(message, codec.read(codec.write(message), message.getClass()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventComesBackEqualWithItsType(JobEvent event) {
        byte[] json = codec.writeEvent(event);

        assertTrue(text(json).startsWith("{\"type\":\"" + event.getClass().getSimpleName() + "\""), text(json));
        assertEquals(event, codec.readEvent(json));
        assertEquals(text(json), text(codec.write(event)));
    }

    @Test
    void noEventIsForgotten() {
        assertEquals(
                List.of(JobEvent.class.getPermittedSubclasses()),
                events().map(Object::getClass).toList());
    }

    /** What other programs read: a renamed component must break here before it breaks them. */
    @Test
    void theFormIsAsPromised() {
        assertEquals(
                "{\"id\":\"a\",\"input\":{\"key\":\"jobs/a/clip.mp4\",\"bytes\":12,\"sha256\":\"ab\"}}",
                text(codec.write(new StageTask("a", OBJECT))));
        assertEquals(
                "{\"type\":\"JobFailed\",\"id\":\"a\",\"stage\":\"i2v\",\"failure\":{\"kind\":\"BAD_INPUT\","
                        + "\"field\":\"frames\",\"found\":\"0\",\"expected\":\"a whole number from 1 to 1024\","
                        + "\"message\":\"frames: found 0, expected a whole number from 1 to 1024\"}}",
                text(codec.writeEvent(new JobEvent.JobFailed("a", "i2v", FAILURE))));
        assertTrue(text(codec.write(PARAMETERS)).contains("\"fit\":\"pad\""));
        assertTrue(text(codec.write(messages().toList().get(1))).contains("\"labels\":{\"art\":\"2\",\"zoo\":\"1\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"id":"a","input":{"key":"k","bytes":1,"sha256":"x","size":1}} | input.size | an unknown field
            {"id":"a","input":{"key":"k","bytes":"many","sha256":"x"}}     | input.bytes | many
            {"id":"a","input":{"key":"k","bytes":1.5,"sha256":"x"}}        | input.bytes |
            {"id":"a","input":{"key":"k","sha256":"x"}}                    | input.bytes | nothing
            {"id":"a","input":{"key":"k","bytes":null,"sha256":"x"}}       | input.bytes | nothing
            {"id":"a","input":[]}                                          | input       |
            {"id":"a/b","input":null}                                      | id          | a/b
            {"input":null}                                                 | id          | null
            {"id":"a","input":null} trailing                               | message     |
            {"id":"a","id":"b","input":null}                               | message     |
            {"id":"a"                                                      | message     |
            []                                                             | message     |
            null                                                           | message     | null
            '' | message | nothing
            """)
    void whatIsWrongIsNamed(String json, String field, String found) {
        byte[] message = (json == null ? "" : json).getBytes(UTF_8);

        Failure failure = assertThrows(FailureException.class, () -> codec.read(message, StageTask.class))
                .failure();

        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals(field, failure.field(), failure.message());
        if (found != null) {
            assertEquals(found, failure.found(), failure.message());
        }
        assertEquals(failure.message().lines().count(), 1);
    }

    @Test
    void pathsGoThroughLists() {
        String json = text(codec.write(PARAMETERS)).replace("\"weight\":1.5", "\"weight\":\"a lot\"");

        Failure failure = refusal(json, JobParameters.class);

        assertEquals("camera[0].weight", failure.field());
        assertEquals("a lot", failure.found());
        assertEquals("a number", failure.expected());
    }

    @Test
    void aRecordsOwnRefusalIsKept() {
        String json = text(codec.write(PARAMETERS)).replace("\"keyInterval\":24", "\"keyInterval\":601");

        assertEquals(
                Failure.badInput("encoding.keyInterval", 601, "a whole number from 1 to 600"),
                refusal(json, JobParameters.class));
    }

    @Test
    void wordsAreRefusedWithTheWordsThereAre() {
        String json = text(codec.write(PARAMETERS)).replace("\"pad\"", "\"zoom\"");

        Failure failure = refusal(json, JobParameters.class);

        assertEquals(Failure.badInput("fit", "zoom", "crop | pad | stretch"), failure);
    }

    @Test
    void anEventOfAnotherKindIsRefused() {
        assertEquals(
                "type",
                refusal("{\"type\":\"JobLost\",\"id\":\"a\"}", JobEvent.class).field());
        assertEquals("type", refusal("{\"id\":\"a\"}", JobEvent.class).field());
    }

    @Test
    void theLargestInlineImageIsRead() {
        record Request(byte[] bytes) {}
        byte[] image = new byte[16 << 20];
        Arrays.fill(image, (byte) 0xfb);
        byte[] json = codec.write(new Request(image));

        assertTrue(json.length < Topics.LARGEST_REQUEST_BYTES);
        assertEquals(-1, Arrays.mismatch(image, codec.read(json, Request.class).bytes()));
    }

    private Failure refusal(String json, Class<?> type) {
        return assertThrows(FailureException.class, () -> codec.read(json.getBytes(UTF_8), type))
                .failure();
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
