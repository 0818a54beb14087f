package dev.kinora.interpolation.engine.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param sheet where the side-by-side picture goes
 * @param model folder of another model than the bundled one, or null
 * @param exchange folder by which other methods take part, or null
 * @param others their names
 * @param clips with real motion
 */
record QualityOptions(Path sheet, Path model, Path exchange, List<String> others, List<Path> clips) {

    static QualityOptions parse(List<String> arguments) {
        Path sheet = Path.of("interpolation-quality.png");
        Path model = null;
        Path exchange = null;
        List<String> others = new ArrayList<>();
        List<Path> clips = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "-o" -> sheet = Path.of(arguments.get(++i));
                case "--model" -> model = Path.of(arguments.get(++i));
                case "--exchange" -> exchange = Path.of(arguments.get(++i));
                case "--beside" -> others.add(arguments.get(++i));
                default -> clips.add(Path.of(arguments.get(i)));
            }
        }
        return new QualityOptions(sheet, model, exchange, others, clips);
    }

    Path model(Path root) {
        return model == null ? root.resolve("i2v-worker/models/nano") : model;
    }
}
