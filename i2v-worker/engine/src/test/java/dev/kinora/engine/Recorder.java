package dev.kinora.engine;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything a run gives out. */
final class Recorder implements RunObserver, FrameSink, ProgressListener {
    Conditioning conditioning;
    final List<Float> askedAt = new ArrayList<>();
    final List<float[]> askedWith = new ArrayList<>();
    final List<Tensor> latents = new ArrayList<>();
    final List<Tensor> decoded = new ArrayList<>();
    final List<RgbImage> frames = new ArrayList<>();
    final List<Integer> chunkStarts = new ArrayList<>();
    final List<String> news = new ArrayList<>();

    Outlets outlets() {
        return new Outlets(this, this, this, Resumption.NONE, new Cancellation());
    }

    /** All decoded chunks on 0..1, one after the other. */
    float[] pixels() {
        int size = decoded.stream().mapToInt(chunk -> (int) chunk.size()).sum();
        float[] all = new float[size];
        int at = 0;
        for (Tensor chunk : decoded) {
            for (float value : chunk.toArray()) {
                all[at++] = Math.max(0, Math.min(1, value * 0.5f + 0.5f));
            }
        }
        return all;
    }

    @Override
    public void conditioned(Conditioning made) {
        conditioning = made;
    }

    @Override
    public void evaluated(float sigma, Conditioning there) {
        askedAt.add(sigma);
        askedWith.add(there.guidance());
    }

    @Override
    public void stepped(int step, Tensor made) {
        latents.add(made);
    }

    @Override
    public void decoded(int firstFrame, Tensor pixels) {
        decoded.add(pixels);
    }

    @Override
    public void chunk(int firstFrame, List<RgbImage> made) {
        chunkStarts.add(firstFrame);
        frames.addAll(made);
    }

    @Override
    public void progress(String activity, int done, int total) {
        news.add(activity + " " + done + "/" + total);
    }
}
