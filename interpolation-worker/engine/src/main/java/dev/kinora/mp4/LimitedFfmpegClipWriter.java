package dev.kinora.mp4;

import dev.kinora.contract.Encoding.Limit;
import dev.kinora.engine.image.RgbImage;
import java.util.List;

/**
 * Keeps converted frames on disk until the last has come, then has ffmpeg encode them in two passes. libx264 keeps a rate only
 * about, so the second is done again, at a rate that makes up for it, until the file keeps its limit.
 */
final class LimitedFfmpegClipWriter implements ClipWriter {
    private static final String STATISTICS = ".pass";
    private static final int SECOND_PASSES = 6;
    /** Good enough below the limit. */
    private static final double CLOSE = 0.96;
    /** Aimed at, as what follows varies. */
    private static final double AIM = 0.985;

    /** libx264 takes no more, and needs none. */
    private static final double GREATEST_BITRATE = 1e12;

    private final FfmpegClip clip;
    private final PictureFile pictures;
    private EncodingWatch watch;
    private int pass;

    LimitedFfmpegClipWriter(FfmpegClip clip) {
        this.clip = clip;
        this.pictures = new PictureFile(clip.target(), clip.format(), clip.stream());
    }

    @Override
    public void add(RgbImage frame) {
        pictures.add(frame);
    }

    @Override
    public ClipSummary finish(EncodingWatch watch) {
        this.watch = watch;
        int frames = pictures.pictures();
        ClipWriter.requireFrames(frames);
        return clip.finish(
                frames, clip.encoding(encode(clip.format().frameRate().seconds(frames))));
    }

    private Limit encode(double seconds) {
        long most = clip.format().encoding().mostBytes(seconds).orElseThrow();
        encode(clip.run(List.of("-qp", "51")));
        if (length() > most) {
            return Limit.EXCEEDED;
        }
        long bytes = twoPasses(most, 8 * most / seconds);
        return bytes >= CLOSE * most ? Limit.REACHED : Limit.FINEST;
    }

    /** Length of the file, which is no more than the most bytes. */
    private long twoPasses(long most, double bitrate) {
        double tried = AIM * bitrate;
        double fitting = 0;
        long last = 0;
        encode(clip.run(aim(1, tried), List.of("-f", "null", "-")));
        for (int attempt = 1; attempt <= SECOND_PASSES; attempt++) {
            encode(clip.run(aim(2, tried)));
            long bytes = length();
            boolean isFinest = bytes == last;
            if (bytes <= most && (bytes >= CLOSE * most || isFinest)) {
                return bytes;
            }
            last = bytes;
            fitting = bytes <= most ? Math.max(fitting, tried) : fitting;
            tried *= AIM * most / bytes;
        }
        // What fits less well is better than what does not fit; the coarsest does.
        encode(clip.run(fitting > 0 ? aim(2, fitting) : List.of("-qp", "51")));
        return length();
    }

    private List<String> aim(int number, double bitrate) {
        String bits = Long.toString(Math.round(Math.max(1, Math.min(GREATEST_BITRATE, bitrate))));
        String statistics = clip.beside(STATISTICS).toString();
        return List.of("-b:v", bits, "-pass", Integer.toString(number), "-passlogfile", statistics);
    }

    private void encode(FfmpegRun started) {
        pass++;
        try (FfmpegRun run = started) {
            for (int picture = 0; picture < pictures.pictures(); picture++) {
                run.add(pictures.read(picture));
                watch.coded(pass, picture + 1, pictures.pictures());
            }
            run.finish();
        }
    }

    /** Of the clip with its tags. */
    private long length() {
        return TaggedCopy.length(clip.plain(), clip.tags().apply(clip.encoding(Limit.EXCEEDED)));
    }

    @Override
    public void close() {
        pictures.close();
        clip.clear(
                STATISTICS + "-0.log",
                STATISTICS + "-0.log.mbtree",
                STATISTICS + "-0.log.temp",
                STATISTICS + "-0.log.mbtree.temp");
    }
}
