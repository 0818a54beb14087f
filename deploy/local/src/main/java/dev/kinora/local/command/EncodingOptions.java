package dev.kinora.local.command;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.local.client.JobRequest.Encoding;
import dev.kinora.local.command.OptionForms.Amount;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How the clip is encoded. */
final class EncodingOptions {
    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "Quality of the encoded clip, 0 to 100; by default 80, about 40 dB (50: 35, 95: 43).")
    private Long quality;

    @Option(
            names = "--bitrate",
            paramLabel = "B",
            description = "Instead: most bits a second of the clip, such as 2M or 800k.")
    private Amount bitrate;

    @Option(
            names = "--file-size",
            paramLabel = "S",
            description = "Instead: most bytes of the clip, such as 5MB or 700kB.")
    private Amount size;

    @Option(
            names = "--key-interval",
            paramLabel = "N",
            description = "Frames from one that players can jump to to the next, 1 to 600; by default 48.")
    private Long keyInterval;

    @Option(
            names = "--encoder",
            paramLabel = "kinora|ffmpeg",
            completionCandidates = Words.Encoders.class,
            description = "By default Kinora's own; ffmpeg where there is one with libx264.")
    private VideoEncoder encoder;

    /** Null if none of them is given. */
    Encoding request() {
        if (Stream.of(quality, bitrate, size, keyInterval, encoder).allMatch(Objects::isNull)) {
            return null;
        }
        return new Encoding(quality, Amount.valueOf(bitrate), Amount.valueOf(size), keyInterval, encoder);
    }

    /**
     * The same with defaults, as ingest has them.
     *
     * @param ownSize another option for the size; null if it is not given
     * @throws dev.kinora.contract.FailureException BAD_INPUT naming what is out of range
     */
    EncodingParameters parameters(Amount ownSize) {
        return EncodingParameters.of(
                inInt(quality),
                Amount.valueOf(bitrate),
                Amount.valueOf(size == null ? ownSize : size),
                inInt(keyInterval),
                encoder);
    }

    /** What is no int is out of every range that is asked for here. */
    private static Integer inInt(Long value) {
        return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
