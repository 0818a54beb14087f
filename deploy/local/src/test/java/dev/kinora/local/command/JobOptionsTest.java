package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.JobRequest.Image;
import dev.kinora.work.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is given goes into the request as it is; what is not given stays out of it. */
class JobOptionsTest {
    private static final byte[] PHOTO = {1, 2, 3};

    @Test
    void nothingGiven() {
        assertEquals("{\"id\":\"a\",\"image\":{\"bytes\":\"AQID\"}}", json(request()));
    }

    @Test
    void everythingGiven() {
        JobRequest request = request(
                ("--camera pan-left --camera zoom-in:-0.5 --seed -7 --steps 0 --frames 3 --fps 9 --size 320x192 --fit pad"
                                + " --motion 200 --guidance 1:2.5 --guidance-curve cosine --guidance-interval 10:60 --noise 0.02 --decode-chunk 4 --interpolate 4 --interpolation-method cross-fade --playback-fps 23.976 --model nano --solver heun --schedule karras --churn 2 --priority batch --deadline PT10M --keep-frames --bitrate 1.5M --key-interval 24 --encoder ffmpeg")
                        .split(" "));
        assertEquals(
                "{\"id\":\"a\",\"model\":\"nano\",\"image\":{\"bytes\":\"AQID\"},"
                        + "\"camera\":[{\"preset\":\"pan-left\",\"weight\":1.0},{\"preset\":\"zoom-in\",\"weight\":-0.5}],"
                        + "\"seed\":-7,\"steps\":0,\"solver\":\"heun\",\"schedule\":\"karras\",\"churn\":2.0,\"frames\":3,\"fps\":9,\"width\":320,\"height\":192,\"fit\":\"pad\","
                        + "\"motionBucket\":200,\"guidance\":{\"min\":1.0,\"max\":2.5,\"curve\":\"cosine\",\"interval\":{\"low\":10.0,\"high\":60.0}},\"noiseAugmentation\":0.02,"
                        + "\"decodeChunk\":4,\"interpolation\":4,\"interpolationMethod\":\"cross-fade\",\"playbackFps\":23.976,"
                        + "\"priority\":\"batch\",\"deadline\":\"PT10M\",\"keepFrames\":true,"
                        + "\"encoding\":{\"bitrate\":1500000,\"keyInterval\":24,\"encoder\":\"ffmpeg\"}}",
                json(request));
    }

    @Test
    void listsGiven() {
        assertEquals(
                "{\"id\":\"a\",\"image\":{\"bytes\":\"AQID\"},\"sigmas\":[80.0,8.5,0.0],"
                        + "\"guidance\":{\"points\":[1.0,1.4,1.0]}}",
                json(request("--sigmas", "80,8.5,0", "--guidance-points", "1,1.4,1")));
    }

    @Test
    void amountsAreThousands() {
        assertEquals("{\"quality\":90}", encoding("--quality", "90"));
        assertEquals("{\"size\":5000000}", encoding("--file-size", "5MB"));
        assertEquals("{\"size\":4096}", encoding("--file-size", "4096"));
        assertEquals("{\"bitrate\":800000}", encoding("--bitrate", "800k"));
    }

    private static String encoding(String... options) {
        return new String(new MessageCodec().write(request(options).encoding()), StandardCharsets.UTF_8);
    }

    /** Frames that are fetched after the clip is published have to be there still. */
    @Test
    void framesToFetchAreKept() {
        assertEquals(Boolean.TRUE, request(Path.of("frames")).keepFrames());
    }

    private static JobRequest request(String... options) {
        return request(null, options);
    }

    private static JobRequest request(Path frames, String... options) {
        JobOptions job = new JobOptions();
        KinoraCommand.withForms(new CommandLine(job)).parseArgs(options);
        return job.request(new Take("", "a", job.seed(), null, frames), new Image(PHOTO, null), job.send(null));
    }

    private static String json(JobRequest request) {
        return new String(new MessageCodec().write(request), StandardCharsets.UTF_8);
    }
}
