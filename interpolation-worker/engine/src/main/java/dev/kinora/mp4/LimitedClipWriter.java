package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.RateControl.Plan;
import dev.kinora.mp4.h264.FineQp;
import dev.kinora.mp4.h264.ParallelEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Keeps converted frames on disk until the last has come, then encodes them so that the file keeps its limit. */
final class LimitedClipWriter implements ClipWriter {
    private final H264Clip clip;
    private final PictureFile pictures;
    private EncodingWatch watch;
    private int pass;

    LimitedClipWriter(H264Clip clip) {
        this.clip = clip;
        this.pictures = new PictureFile(clip.target(), clip.format(), clip.stream());
    }

    @Override
    public void add(RgbImage frame) {
        pictures.add(frame);
    }

    @Override
    public ClipSummary finish(EncodingWatch watch) {
        int frames = pictures.pictures();
        ClipWriter.requireFrames(frames);
        this.watch = watch;
        int groups = (frames - 1) / clip.keyInterval() + 1;
        Plan plan = new RateControl(groups, clip.budget(frames), this::measure).plan();
        try (Mp4File file = new Mp4File(clip.target(), clip.format().frameRate())) {
            int[] filed = new int[1];
            encode(0, groups, plan.quantisers()::get, unit -> file.add(unit, filed[0]++ % clip.keyInterval() == 0));
            return clip.finish(file, frames, clip.encoding(mean(plan.quantisers(), frames), plan.limit()));
        } finally {
            pictures.close();
        }
    }

    private long[] measure(int first, int count, FineQp qp) {
        long[] bytes = new long[count];
        int[] coded = new int[1];
        encode(first, count, group -> qp, unit -> bytes[coded[0]++ / clip.keyInterval()] += unit.remaining());
        return bytes;
    }

    private void encode(int first, int count, IntFunction<FineQp> quantisers, Consumer<ByteBuffer> taker) {
        pass++;
        int from = first * clip.keyInterval();
        int to = Math.min(pictures.pictures(), (first + count) * clip.keyInterval());
        try (ParallelEncoder encoder = clip.encoder(first, quantisers, taker)) {
            for (int picture = from; picture < to; picture++) {
                encoder.add(pictures.read(picture));
                watch.coded(pass, picture - from + 1, to - from);
            }
            encoder.finish();
        }
    }

    /** Over all pictures. */
    private double mean(List<FineQp> quantisers, int frames) {
        double sum = 0;
        for (int frame = 0; frame < frames; frame++) {
            sum += quantisers.get(frame / clip.keyInterval()).mean();
        }
        return sum / frames;
    }

    @Override
    public void close() {
        pictures.close();
    }
}
