package dev.kinora.interpolation.engine.quality;

import dev.kinora.engine.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Frames side by side: a row for each method, key frame to key frame. */
final class Sheet {
    private static final int MARGIN = 4;
    private static final int CAPTION = 16;

    private final List<String> captions = new ArrayList<>();
    private final List<List<RgbImage>> rows = new ArrayList<>();

    void add(String caption, List<RgbImage> frames) {
        captions.add(caption);
        rows.add(frames);
    }

    /** As PNG or JPEG, by the file's ending. */
    void write(Path file) throws IOException {
        RgbImage sample = rows.get(0).get(0);
        int width = sample.width() + MARGIN;
        int height = sample.height() + CAPTION;
        BufferedImage sheet = new BufferedImage(
                width * rows.get(0).size() - MARGIN, height * rows.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        for (int row = 0; row < rows.size(); row++) {
            graphics.drawString(captions.get(row), MARGIN, row * height + CAPTION - 4);
            for (int column = 0; column < rows.get(row).size(); column++) {
                BufferedImage frame = rows.get(row).get(column).toBufferedImage();
                graphics.drawImage(frame, column * width, row * height + CAPTION, null);
            }
        }
        graphics.dispose();
        String ending = file.toString().replaceFirst(".*\\.", "");
        if (!ImageIO.write(sheet, ending, file.toFile())) {
            throw new IOException(file + ": found the ending " + ending + ", expected png or jpg");
        }
    }
}
