package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupEncoderTest {
    private static final int SIDE = 64;
    private static final int PICTURES = 20;
    private static final int QP = 36;
    /** First bytes of a unit after its length: a key picture, one that others are predicted from, one of use to nobody. */
    private static final int KEY = 0x65;

    private static final int REFERENCE = 0x41;
    private static final int PASSING = 0x01;

    private interface Scene {
        double luma(int x, int y, int time);
    }

    @Test
    void whereThingsMoveOnPicturesPass() {
        Random grain = new Random(7);
        List<Integer> heads = heads((x, y, time) -> 128
                + 60 * Math.sin((x + 0.6 * time) * 1.1) * Math.cos((y + 0.2 * time) * 0.9)
                + 2 * grain.nextGaussian());

        for (int place = 0; place < PICTURES; place++) {
            assertEquals(place == 0 ? KEY : place % 8 == 0 ? REFERENCE : PASSING, heads.get(place), "picture " + place);
        }
    }

    @Test
    void whereMuchChangesEachIsPredictedFromTheOneBefore() {
        // Waves that are born and die: of eight pictures before, little is left.
        List<Integer> heads = heads((x, y, time) ->
                128 + 100 * Math.sin(x * (0.1 + 0.02 * time) + time) * Math.cos(y * (0.3 - 0.01 * time)));

        assertEquals(
                List.of(REFERENCE),
                heads.subList(1, PICTURES).stream().distinct().toList());
    }

    @Test
    void aShortGroupIsDecidedByWhatThereIs() {
        GroupEncoder encoder = new GroupEncoder(new StreamFormat(SIDE, SIDE, 41));
        encoder.begin(0, FineQp.of(QP));
        encoder.add(picture((x, y, time) -> x + y, 0));
        assertEquals(List.of(KEY), heads(encoder.finish()));
        encoder.begin(1, FineQp.of(QP));
        assertEquals(List.of(), heads(encoder.finish()));
    }

    private static List<Integer> heads(Scene scene) {
        GroupEncoder encoder = new GroupEncoder(new StreamFormat(SIDE, SIDE, 41));
        encoder.begin(0, FineQp.of(QP));
        IntStream.range(0, PICTURES).forEach(time -> encoder.add(picture(scene, time)));
        return heads(encoder.finish());
    }

    private static List<Integer> heads(List<ByteBuffer> units) {
        return units.stream().map(unit -> unit.get(unit.position() + 4) & 255).toList();
    }

    private static Yuv420 picture(Scene scene, int time) {
        Yuv420 picture = Yuv420.blank(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double luma = scene.luma(i % SIDE, i / SIDE, time);
            picture.luma()[i] = (byte) Math.max(0, Math.min(255, Math.round(luma)));
        }
        return picture;
    }
}
