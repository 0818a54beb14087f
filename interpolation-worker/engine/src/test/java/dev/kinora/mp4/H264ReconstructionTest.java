package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.mp4.h264.Cadence;
import dev.kinora.mp4.h264.FineQp;
import dev.kinora.mp4.h264.GopEncoder;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the encoder believes a decoder to see is what another decoder sees, sample by sample and without a word: small
 * random pictures at every QP. {@code -Dkinora.pictures=100000} tries so many instead of 4000.
 */
class H264ReconstructionTest {
    private static final int PICTURES = Integer.getInteger("kinora.pictures", 4000);
    private static final int GROUPS_A_CLIP = 60;

    @TempDir
    Path folder;

    /** What a plane holds at a time; a and b are random for each group. */
    private enum Content {
        NOISE {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return random.nextInt(256);
            }
        },
        FLAT {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return 28 * (a + 4);
            }
        },
        EXTREMES {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return random.nextBoolean() ? 0 : 255;
            }
        },
        GRAINY_DRIFT {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                double wave = Math.sin((x + time * a * 0.37) * 0.3) * Math.cos((y - time * b * 0.21) * 0.23);
                return 128 + 100 * wave + 2 * random.nextGaussian();
            }
        },
        BLINK {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return time % 2 * 255;
            }
        },
        SAWTOOTH {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return x * a + y * b + time * 7 & 255;
            }
        },
        FAST_WAVES {
            @Override
            double sample(Random random, int x, int y, int time, int a, int b) {
                return 128 + 100 * Math.sin((x * 0.9 + time * a * 5) * 0.3 + Math.cos((y - time * b * 9) * 0.53) * 3);
            }
        };

        abstract double sample(Random random, int x, int y, int time, int a, int b);

        void fill(byte[] plane, int width, Random random, int time, int a, int b) {
            for (int i = 0; i < plane.length; i++) {
                double value = sample(random, i % width, i / width, time, a, b);
                plane[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }

        static Content any(Random random) {
            return values()[random.nextInt(values().length)];
        }
    }

    @Test
    void anotherDecoderSeesTheSame() {
        int pictures = 0;
        for (int seed = 0; pictures < PICTURES; seed++) {
            pictures += requireSame(seed);
        }
    }

    private int requireSame(int seed) {
        Random random = new Random(seed);
        int width = 16 + 2 * random.nextInt(33);
        int height = 16 + 2 * random.nextInt(33);
        StreamFormat format = new StreamFormat(width, height, 41);
        Path clip = folder.resolve("clip.mp4");
        List<byte[]> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Mp4File file = new Mp4File(clip, new FrameRate(24, 1))) {
            for (int group = 0; group < GROUPS_A_CLIP; group++) {
                int qp = random.nextInt(52);
                encodeGroup(format, group, qp, random, file, expected);
                while (names.size() < expected.size()) {
                    names.add("seed " + seed + ", picture " + names.size() + " of QP " + qp);
                }
            }
            file.finish(AvcDescription.of(format), Map.of());
        }
        List<byte[]> seen = Ffmpeg.decodeYuv(clip, width, height);
        assertEquals(expected.size(), seen.size());
        for (int i = 0; i < seen.size(); i++) {
            assertArrayEquals(expected.get(i), seen.get(i), names.get(i));
        }
        return seen.size();
    }

    private static void encodeGroup(
            StreamFormat format, int group, int qp, Random random, Mp4File file, List<byte[]> expected) {
        Yuv420 picture = Yuv420.blank(format.codedWidth(), format.codedHeight());
        GopEncoder encoder = new GopEncoder(format);
        Cadence cadence = Cadence.values()[random.nextInt(Cadence.values().length)];
        encoder.begin(group, new FineQp(Math.min(FineQp.GREATEST, 8 * qp + random.nextInt(8))), cadence);
        Content content = Content.any(random);
        int a = random.nextInt(9) - 4;
        int b = random.nextInt(9) - 4;
        int count = 1 + random.nextInt(20);
        for (int time = 0; time < count; time++) {
            content = random.nextInt(6) == 0 ? Content.any(random) : content;
            content.fill(picture.luma(), picture.width(), random, time, a, b);
            content.fill(picture.cb(), picture.width() / 2, random, time, a, b);
            Content.any(random).fill(picture.cr(), picture.width() / 2, random, time, b, a);
            ByteBuffer unit = encoder.encode(picture);
            file.add(unit, time == 0);
            expected.add(reconstruction(encoder, format));
        }
    }

    /** Luma, then both chromas, of what a player shows. */
    private static byte[] reconstruction(GopEncoder encoder, StreamFormat format) {
        Yuv420 coded = Yuv420.blank(format.codedWidth(), format.codedHeight());
        encoder.reconstruction(coded);
        ByteBuffer shown = ByteBuffer.allocate(format.width() * format.height() * 3 / 2);
        crop(coded.luma(), coded.width(), format.width(), format.height(), shown);
        crop(coded.cb(), coded.width() / 2, format.width() / 2, format.height() / 2, shown);
        crop(coded.cr(), coded.width() / 2, format.width() / 2, format.height() / 2, shown);
        return shown.array();
    }

    private static void crop(byte[] plane, int stride, int width, int height, ByteBuffer target) {
        for (int y = 0; y < height; y++) {
            target.put(plane, y * stride, width);
        }
    }
}
