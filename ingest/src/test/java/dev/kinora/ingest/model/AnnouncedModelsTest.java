package dev.kinora.ingest.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnnouncedModelsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void aNamedModelIsTaken() throws InterruptedException {
        AnnouncedModels models = announced("nano", "svd");
        assertEquals("svd", models.require(Optional.of("svd")).name());
    }

    @Test
    void withoutANameTheOnlyOneOrThePreferredOneIsTaken() throws InterruptedException {
        assertEquals("svd", announced("svd").require(Optional.empty()).name());
        assertEquals(
                "nano", announced("a", "nano", "svd").require(Optional.empty()).name());
    }

    @Test
    void anUnknownModelIsRefusedWithThoseThereAre() {
        assertEquals("model: found namo, expected one of nano, svd", refusal(announced("nano", "svd"), "namo"));
    }

    @Test
    void withSeveralAndNoPreferredOneANameIsAskedFor() {
        AnnouncedModels models = announced("a", "b");
        FailureException refusal = assertThrows(FailureException.class, () -> models.require(Optional.empty()));
        assertEquals("model: found nothing, expected one of a, b", refusal.getMessage());
    }

    @Test
    void aModelWithAProblemIsRefusedWithIt() {
        AnnouncedModels models = announced();
        Failure problem = Failure.badInput("unet/x.safetensors", "a short file", "all of it");
        models.announced(new ModelAnnouncement("broken", ModelDefaults.published(14), List.of(), false, problem));
        assertEquals(problem.message(), refusal(models, "broken"));
    }

    @Test
    void framesBetweenNeedAModelWithANetworkForThem() {
        AnnouncedModels models = announced("plain");
        for (String able : List.of("nano", "other")) {
            models.announced(new ModelAnnouncement(able, ModelDefaults.published(14), List.of(), true, null));
        }
        Interpolation diffusion = new Interpolation(4, InterpolationMethod.DIFFUSION);
        FailureException refusal =
                assertThrows(FailureException.class, () -> models.requireInterpolation(model("plain"), diffusion));
        assertEquals(
                "interpolation: found 4 with model plain, which has no interpolation network,"
                        + " expected model nano or other, or interpolationMethod cross-fade",
                refusal.getMessage());
        models.requireInterpolation(require(models, "nano"), diffusion);
        models.requireInterpolation(model("plain"), Interpolation.NONE);
        models.requireInterpolation(model("plain"), new Interpolation(4, InterpolationMethod.CROSS_FADE));
    }

    @Test
    void aWithdrawnModelIsUnknown() {
        AnnouncedModels models = announced("nano", "svd");
        models.withdrawn("svd");
        assertEquals("model: found svd, expected one of nano", refusal(models, "svd"));
    }

    @Test
    void withoutAnyWorkerTheRefusalSaysSo() {
        AnnouncedModels models = new AnnouncedModels("nano", Duration.ZERO);
        models.completed();
        assertEquals(
                "model: found nano, expected a running i2v worker: none has announced a model",
                refusal(models, "nano"));
    }

    @Test
    void aRequestWaitsUntilAllAnnouncementsAreReadAndItsModelIsThere() throws InterruptedException {
        AnnouncedModels models = new AnnouncedModels("nano", LONG);
        CompletableFuture<ModelAnnouncement> waiting = CompletableFuture.supplyAsync(() -> require(models, "nano"));
        models.announced(model("svd"));
        models.withdrawn("svd");
        Thread.sleep(100);
        assertFalse(waiting.isDone());
        models.completed();
        Thread.sleep(100);
        assertFalse(waiting.isDone());
        models.announced(model("nano"));
        assertEquals("nano", waiting.join().name());
    }

    private static AnnouncedModels announced(String... names) {
        AnnouncedModels models = new AnnouncedModels("nano", LONG);
        List.of(names).forEach(name -> models.announced(model(name)));
        models.completed();
        return models;
    }

    private static ModelAnnouncement model(String name) {
        return new ModelAnnouncement(name, ModelDefaults.published(14), List.of(), false, null);
    }

    private static String refusal(AnnouncedModels models, String name) {
        return assertThrows(FailureException.class, () -> models.require(Optional.of(name)))
                .getMessage();
    }

    private static ModelAnnouncement require(AnnouncedModels models, String name) {
        try {
            return models.require(Optional.of(name));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
