package dev.kinora.local.chaos;

import dev.kinora.local.servers.SoleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The broker or the store in a process of its own, always on the same port. */
final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 120_000;

    private final Path folder;
    private final String kind;
    private Child child;
    private int port;

    /** @param kind {@code broker} or {@code store} */
    ServerProcess(Path folder, String kind) throws IOException {
        this.folder = Files.createDirectories(folder.resolve(kind)).toRealPath();
        this.kind = kind;
    }

    /** Runs until it is killed: {@code KIND FOLDER PORT AFTER-CRASH}, then writes its settings beside the folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        SoleServer server = arguments[0].equals("broker")
                ? SoleServer.broker(folder.resolve("data"), port, Boolean.parseBoolean(arguments[3]))
                : SoleServer.store(folder.resolve("data"), port);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Properties settings = new Properties();
        settings.putAll(server.settings());
        Path written = folder.resolve("settings.partial");
        try (var writer = Files.newBufferedWriter(written)) {
            settings.store(writer, "");
        }
        Files.move(written, folder.resolve("settings"));
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Starts it and returns, once it answers, how to reach it. */
    Map<String, String> start(boolean afterCrash) throws IOException, InterruptedException {
        Path settings = folder.resolve("settings");
        Files.deleteIfExists(settings);
        child = Child.start(
                folder,
                folder.resolve("log"),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        kind,
                        folder.toString(),
                        Integer.toString(port),
                        Boolean.toString(afterCrash)));
        return remembered(await(settings));
    }

    /** Ends it, by {@code kill -9} or politely, and starts it again after a while. */
    void restart(boolean polite, long awayMillis) throws IOException, InterruptedException {
        if (polite) {
            child.terminate();
        } else {
            child.kill();
        }
        Thread.sleep(awayMillis);
        start(!polite);
    }

    String kind() {
        return kind;
    }

    @Override
    public void close() {
        if (child != null) {
            child.kill();
        }
    }

    private Properties await(Path settings) throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!Files.exists(settings)) {
            if (!child.isAlive() || System.currentTimeMillis() > end) {
                throw new IllegalStateException("the " + kind + " does not start; see " + folder.resolve("log"));
            }
            Thread.sleep(50);
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        return properties;
    }

    private Map<String, String> remembered(Properties properties) {
        Map<String, String> settings = new java.util.TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        String address = settings.getOrDefault("kafka.bootstrap.servers", settings.get("kinora.store.endpoint"));
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return settings;
    }
}
