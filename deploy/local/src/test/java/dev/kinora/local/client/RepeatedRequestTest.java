package dev.kinora.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.CameraMove;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {
    private static final ObjectRef LORA = new ObjectRef("uploads/12/my.safetensors", 9, "ab".repeat(32));
    private static final Sampling LISTED = Sampling.listed("heun", List.of(80.0, 8.5, 0.0), 1.5);
    private static final Guidance POINTS =
            new Guidance(0, 0, "points", List.of(1.0, 1.5, 1.0), new SigmaInterval(9, 60));
    private static final EncodingParameters LIMITED =
            new EncodingParameters(null, null, 7_000_000L, 24, VideoEncoder.FFMPEG);
    private static final JobParameters RICH = parameters(LISTED, POINTS, LIMITED);
    private static final JobParameters PLAIN =
            parameters(Sampling.euler(6), Guidance.linear(1, 1.4), EncodingParameters.ofQuality(95));

    private static JobParameters parameters(Sampling sampling, Guidance guidance, EncodingParameters encoding) {
        return new JobParameters(
                64,
                48,
                Fit.PAD,
                5,
                sampling,
                9,
                7.5,
                90,
                0.5,
                guidance,
                41,
                List.of(new CameraMove("pan-left", 1.5), new CameraMove(null, LORA, -1)),
                new Interpolation(4, InterpolationMethod.CROSS_FADE),
                3,
                encoding);
    }

    /** What ingest makes of the repeated request, by its own code. */
    private static JobParameters resolved(JobParameters its, String asked) throws IOException {
        ObjectNode said = (ObjectNode) new ObjectMapper().readTree(asked);
        said.put("id", "again");
        JobRequest request = new MessageCodec().read(said.toString().getBytes(), JobRequest.class);
        Recipe recipe = new Recipe("1", "nano", "m", List.of(), null, "still", its, null);
        byte[] repeated = new MessageCodec().write(new RepeatedRequest(request, recipe).request());
        ModelAnnouncement model =
                new ModelAnnouncement("nano", ModelDefaults.published(25), List.of("pan-left"), true, null);
        return dev.kinora.ingest.request.JobRequest.parse(repeated).parameters(model, "again", key -> Optional.of(LORA)
                .filter(lora -> lora.key().equals(key)));
    }

    @Test
    void ingestResolvesItToTheVeryParameters() throws IOException {
        assertEquals(RICH, resolved(RICH, "{}"));
        assertEquals(PLAIN, resolved(PLAIN, "{}"));
    }

    @Test
    void whatIsAskedForCounts() throws IOException {
        JobParameters other = resolved(PLAIN, "{\"seed\": 7, \"width\": 128, \"camera\": []}");
        assertEquals(List.of(7L, 128L, 48L), List.of(other.seed(), (long) other.width(), (long) other.height()));
        assertEquals(List.of(), other.camera());
    }

    /** Otherwise they would be refused together. */
    @Test
    void whatItContradictsGivesWay() throws IOException {
        assertEquals(
                new Sampling("heun", 4, "karras", List.of(), 1.5),
                resolved(RICH, "{\"steps\": 4}").sampling());
        assertEquals(
                Sampling.listed("euler", List.of(50.0, 0.0), 0),
                resolved(PLAIN, "{\"sigmas\": [50, 0]}").sampling());
        assertEquals(0, resolved(RICH, "{\"solver\": \"lms\"}").sampling().churn());
        Guidance linear =
                resolved(RICH, "{\"guidance\": {\"min\": 1, \"max\": 2}}").guidance();
        assertEquals(List.of(), linear.points());
        assertEquals(new SigmaInterval(9, 60), linear.interval());
        assertNull(resolved(PLAIN, "{\"guidance\": {\"points\": [1, 2]}}")
                .guidance()
                .interval());
        assertEquals(18, resolved(PLAIN, "{\"interpolation\": 2}").playbackFps());
    }

    @Test
    void anotherAimKeepsTheKeyInterval() throws IOException {
        assertEquals(
                new EncodingParameters(60, null, null, 24, VideoEncoder.FFMPEG),
                resolved(RICH, "{\"encoding\": {\"quality\": 60}}").encoding());
        assertEquals(
                new EncodingParameters(95, null, null, 12, VideoEncoder.KINORA),
                resolved(PLAIN, "{\"encoding\": {\"keyInterval\": 12}}").encoding());
    }

    @Test
    void aCurveOfItsOwnKeepsTheScales() throws IOException {
        Guidance curved =
                resolved(PLAIN, "{\"guidance\": {\"curve\": \"triangle\"}}").guidance();
        assertEquals(new Guidance(1, 1.4, "triangle", List.of(), null), curved);
    }
}
