package dev.kinora.local.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The workers: processes of {@code deploy/kinora worker}, each replaced as soon as it is gone. Thread-safe. */
final class Crew implements AutoCloseable {
    /** What each process runs: two of everything, so that there is always somebody else. */
    private static final List<List<String>> POSTS = List.of(
            List.of("i2v"),
            List.of("i2v"),
            List.of("interpolation", "storage"),
            List.of("ingest", "interpolation", "storage"));

    private final Path root;
    private final Path folder;
    private final List<Child> workers = new ArrayList<>();

    /**
     * @param root of the project
     * @param folder with the settings file; logs go there, too
     */
    Crew(Path root, Path folder) throws IOException {
        this.root = root;
        this.folder = folder;
        for (int post = 0; post < POSTS.size(); post++) {
            workers.add(start(post));
        }
    }

    /** As {@code kill -9} on any worker. */
    synchronized String kill(Random random) throws IOException {
        int post = random.nextInt(POSTS.size());
        workers.get(post).kill();
        workers.set(post, start(post));
        return "kill -9 on " + POSTS.get(post);
    }

    /** As {@code kill -9} on the worker of that process id, if there still is one. */
    synchronized boolean kill(long pid) throws IOException {
        for (int post = 0; post < POSTS.size(); post++) {
            if (workers.get(post).pid() == pid) {
                workers.get(post).kill();
                workers.set(post, start(post));
                return true;
            }
        }
        return false;
    }

    /** As SIGTERM on any worker; one that stays is a fault. */
    synchronized String terminate(Random random) throws IOException, InterruptedException {
        int post = random.nextInt(POSTS.size());
        boolean left = workers.get(post).terminate();
        workers.set(post, start(post));
        return "SIGTERM on " + POSTS.get(post) + (left ? "" : ", which did not leave");
    }

    /** As SIGSTOP on any worker, for longer than its lease. */
    String freeze(Random random, long millis) throws IOException, InterruptedException {
        int post = random.nextInt(POSTS.size());
        Child frozen = worker(post);
        frozen.freeze();
        Thread.sleep(millis);
        frozen.thaw();
        return "SIGSTOP on " + POSTS.get(post) + " for " + millis / 1000 + " s";
    }

    /** Replaces those that ended by themselves, and returns how many had to be. */
    synchronized int replaceMissing() throws IOException {
        int missing = 0;
        for (int post = 0; post < POSTS.size(); post++) {
            if (!workers.get(post).isAlive()) {
                workers.set(post, start(post));
                missing++;
            }
        }
        return missing;
    }

    @Override
    public synchronized void close() {
        workers.forEach(Child::kill);
    }

    private synchronized Child worker(int post) {
        return workers.get(post);
    }

    private Child start(int post) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("deploy/kinora").toString());
        command.add("worker");
        command.addAll(POSTS.get(post));
        command.addAll(
                List.of("--settings", folder.resolve(Servers.SETTINGS_FILE).toString()));
        return Child.start(folder, folder.resolve("worker-" + post + ".log"), command);
    }
}
