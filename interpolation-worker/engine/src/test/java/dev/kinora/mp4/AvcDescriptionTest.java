package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.mp4.h264.StreamFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.mp4.AvcCBox;
import org.junit.jupiter.api.Test;

class AvcDescriptionTest {
    private static final String NAME = "avcC";

    /** The box's content, as JCodec's reader understands it, and what it leaves unread. */
    @Test
    void saysHighProfileAndWhatThatAdds() {
        ByteBuffer content = content();
        AvcCBox box = AvcCBox.parseAvcCBox(content);

        assertEquals("100 41 4", box.getProfile() + " " + box.getLevel() + " " + box.getNalLengthSize());
        SeqParameterSet sequence = SeqParameterSet.read(box.getSpsList().get(0));
        assertEquals("100 41", sequence.profileIdc + " " + sequence.levelIdc);
        PictureParameterSet picture = PictureParameterSet.read(box.getPpsList().get(0));
        assertTrue(picture.entropyCodingModeFlag && picture.extended.transform8x8ModeFlag);
        byte[] added = new byte[content.remaining()];
        content.get(added);
        assertArrayEquals(new byte[] {(byte) 0xfd, (byte) 0xf8, (byte) 0xf8, 0}, added, "4:2:0, 8 bits, no extension");
    }

    private static ByteBuffer content() {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        AvcDescription.of(new StreamFormat(64, 48, 41)).write(bytes);
        String text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        int start = text.indexOf(NAME) + NAME.length();
        int length = bytes.getInt(start - 8) - 8;
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes.array(), start, start + length));
    }
}
