package dev.kinora.interpolation;

import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.SmallJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames of a small job as i2v-worker leaves them in the store, and as this stage does. */
record StoredChunks(Neighbours neighbours) {
    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    /** Puts frames {@code first} to {@code last} of a job. */
    ObjectRef put(String id, int first, int last) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(bytes, first)) {
            for (int frame = first; frame <= last; frame++) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                picture(frame).writePng(png);
                writer.add(png.toByteArray());
            }
        }
        return neighbours
                .store()
                .put(ObjectKeys.frames(id, first, last), bytes.toByteArray(), FrameArchive.CONTENT_TYPE);
    }

    /** All frames of a job with those in between. */
    List<RgbImage> interpolated(String id, Path folder) throws IOException {
        byte[] body = neighbours.store().get(ObjectKeys.interpolatedManifest(id));
        List<RgbImage> frames = new ArrayList<>();
        new StoredFrames(neighbours.store(), folder, WIDTH, HEIGHT)
                .read(neighbours.codec().read(body, FrameManifest.class), (index, frame) -> frames.add(frame));
        return frames;
    }

    static RgbImage picture(int frame) {
        return new RgbImage(WIDTH, HEIGHT, SmallJobs.gradient(WIDTH, HEIGHT, frame));
    }
}
