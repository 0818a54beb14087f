package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.READ;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.containers.mp4.boxes.Box;
import org.jcodec.containers.mp4.boxes.HandlerBox;
import org.jcodec.containers.mp4.boxes.MetaBox;
import org.jcodec.containers.mp4.boxes.MetaValue;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.NodeBox;
import org.jcodec.containers.mp4.boxes.UdtaBox;
import org.jcodec.containers.mp4.boxes.UdtaMetaBox;

/**
 * Texts under names in an MP4 file, in {@code moov/udta/meta}, whose {@code keys} and {@code ilst} are those of the QuickTime
 * File Format ("Metadata"): ffprobe shows them as the file's tags, players pass them over.
 */
public final class ClipTags {
    /** The tag that holds a clip's {@link dev.kinora.contract.Recipe}, JSON. */
    public static final String RECIPE = "dev.kinora.recipe";

    private static final String METADATA_HANDLER = "mdta";
    private static final String NONE = "\0\0\0\0";

    private ClipTags() {}

    /** The box to put into {@code moov}; the order of the tags is that of their names. */
    static Box box(Map<String, String> tags) {
        Map<String, MetaValue> values = new LinkedHashMap<>();
        new TreeMap<>(tags).forEach((name, text) -> values.put(name, MetaValue.createString(text)));
        UdtaMetaBox meta = UdtaMetaBox.createUdtaMetaBox();
        meta.add(HandlerBox.createHandlerBox(NONE, METADATA_HANDLER, NONE, 0, 0));
        meta.setKeyedMeta(values);
        UdtaBox user = UdtaBox.createUdtaBox();
        user.add(meta);
        return user;
    }

    /**
     * The tags of anybody's MP4 file; none where it has none of this kind.
     *
     * @throws FailureException BAD_INPUT on the file if it cannot be read or is no MP4
     */
    public static Map<String, String> read(Path clip) {
        JcodecWords.hush();
        try (FileChannel channel = FileChannel.open(clip, READ)) {
            MovieBox movie = MP4Util.parseMovieChannel(new FileChannelWrapper(channel));
            if (movie != null) {
                return tags(movie);
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable(clip, e.toString(), e);
        }
        throw unreadable(clip, "a file without an index", null);
    }

    private static Map<String, String> tags(MovieBox movie) {
        MetaBox meta = NodeBox.findFirstPath(movie, MetaBox.class, new String[] {UdtaBox.fourcc(), MetaBox.fourcc()});
        Map<String, String> tags = new TreeMap<>();
        if (meta != null) {
            meta.getKeyedMeta().forEach((name, value) -> {
                if (value.getType() == MetaValue.TYPE_STRING_UTF8) {
                    tags.put(name, new String(value.getData(), StandardCharsets.UTF_8));
                }
            });
        }
        return tags;
    }

    private static FailureException unreadable(Path clip, String found, Exception cause) {
        return new FailureException(Failure.badInput(clip.toString(), found, "an MP4 file"), cause);
    }
}
