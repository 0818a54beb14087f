package dev.kinora.ingest.still;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How stored pixels become upright ones (Exif 2.32, tag 0x0112): the upright pixel (x, y) is the stored pixel (x, y), or
 * (y, x) if the axes swap, counted from the far end where an axis is mirrored.
 *
 * @param swapsAxes whether upright rows are stored columns
 * @param mirrorsX whether stored columns count from the right
 * @param mirrorsY whether stored rows count from the bottom
 */
record Orientation(boolean swapsAxes, boolean mirrorsX, boolean mirrorsY) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    /**
     * Reads the tag from Exif data (a TIFF header and its first directory); a missing or damaged one means upright, as in
     * every viewer. Read by hand because a full TIFF reader follows whatever offsets a hostile file brings.
     */
    static Orientation ofExif(byte[] exif) {
        if (exif.length < 8) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(exif).order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > exif.length - 2) {
            return UPRIGHT;
        }
        int entries = Math.min(tiff.getShort(directory) & 0xffff, (exif.length - directory - 2) / ENTRY_BYTES);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (tiff.getShort(entry) == TAG) {
                return ofTag(tiff.getShort(entry + 8));
            }
        }
        return UPRIGHT;
    }

    /** The orientation of a tag's value, 1 to 8; any other means upright. */
    static Orientation ofTag(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    /** The stored pixels that make the upright rows {@code top} to {@code top + rows − 1}. */
    Rectangle stored(int top, int rows, int storedWidth, int storedHeight) {
        if (swapsAxes) {
            return new Rectangle(mirrorsX ? storedWidth - top - rows : top, 0, rows, storedHeight);
        }
        return new Rectangle(0, mirrorsY ? storedHeight - top - rows : top, storedWidth, rows);
    }

    /** Index, in a stored region, of the pixel that is upright pixel (x, y) of that region. */
    int index(int x, int y, Rectangle region) {
        int across = swapsAxes ? y : x;
        int down = swapsAxes ? x : y;
        int column = mirrorsX ? region.width - 1 - across : across;
        int row = mirrorsY ? region.height - 1 - down : down;
        return row * region.width + column;
    }
}
