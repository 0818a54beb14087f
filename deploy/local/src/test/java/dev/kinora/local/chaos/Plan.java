package dev.kinora.local.chaos;

import dev.kinora.local.chaos.PlannedJob.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which jobs are sent, in which order. */
final class Plan {
    private final Random random;
    private final String picture;
    private final List<Recipe> recipes = Recipe.all();

    /** @param picture of every job, base64 */
    Plan(Random random, String picture) {
        this.random = random;
        this.picture = picture;
    }

    /** One of each recipe, to know its bytes. */
    List<PlannedJob> calm() {
        return recipes.stream()
                .map(recipe -> job("calm-" + recipe.name(), recipe, Fate.PLAIN))
                .toList();
    }

    /** So many jobs, of which a half is disturbed in some way of its own. */
    List<PlannedJob> jobs(int count) {
        List<PlannedJob> jobs = new ArrayList<>();
        jobs.add(job("deadly", deadly(), Fate.DEADLY));
        for (int number = 1; number < count; number++) {
            Fate fate = fate(number % 20);
            jobs.add(job(fate.name().toLowerCase(java.util.Locale.ROOT) + "-" + number, any(), fate));
        }
        Collections.shuffle(jobs, random);
        return jobs;
    }

    private static Fate fate(int number) {
        return switch (number) {
            case 1, 2, 3 -> Fate.CANCELLED;
            case 4, 5 -> Fate.DUPLICATED;
            case 6 -> Fate.CLASHING;
            case 7 -> Fate.OVERDUE;
            case 8 -> Fate.MALFORMED;
            case 9 -> Fate.BROKEN;
            default -> Fate.PLAIN;
        };
    }

    private PlannedJob job(String id, Recipe recipe, Fate fate) {
        Map<String, Object> request = recipe.request(id, picture);
        if (fate == Fate.MALFORMED) {
            request.put("steps", "many");
        } else if (fate == Fate.OVERDUE) {
            request.put("deadline", "2026-01-01T00:00:00Z");
        }
        return new PlannedJob(id, request, recipe, fate);
    }

    private Recipe any() {
        return recipes.get(random.nextInt(recipes.size()));
    }

    /** Long enough never to be done before its worker is killed, even going on where the last one was. */
    private static Recipe deadly() {
        return new Recipe("deadly", Map.of("width", 320, "height", 192, "frames", 14, "steps", 1000, "seed", 7));
    }
}
