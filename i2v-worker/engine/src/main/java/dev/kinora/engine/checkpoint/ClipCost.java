package dev.kinora.engine.checkpoint;

import java.util.Map;

/** What embedding one picture with the CLIP tower costs; see {@link UnetCost}. */
final class ClipCost {
    private ClipCost() {}

    static double operations(Map<String, long[]> shapes) {
        long count = shapes.get("vision_model.embeddings.position_embedding.weight")[0];
        Tensors tensors = Tensors.of(shapes);
        return Tensors.sum(
                        tensors.matrices(key -> !key.contains("position_embedding") && !key.contains("projection")),
                        one -> one.operations() * count)
                + Tensors.sum(
                        tensors.matrices(key -> key.endsWith("q_proj.weight")), one -> 4.0 * one.out() * count * count);
    }
}
