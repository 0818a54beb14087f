package dev.kinora.local.command;

import dev.kinora.local.host.Cluster;
import dev.kinora.local.host.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kinora topics}: makes a cluster ready for the stages. */
@Command(
        name = "topics",
        description = "Creates the topics and sets up the share groups on a cluster; may be run again at any time.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption settings;

    @Override
    public Integer call() {
        Settings own = settings.read();
        Path models = own.modelsDirectory();
        Cluster.prepare(own.broker(), models);
        var out = spec.commandLine().getOut();
        Cluster.topics(models).forEach(topic -> out.println("topic " + topic.name() + " is there"));
        Cluster.shareGroups().forEach(group -> out.println("share group " + group + " begins with the oldest record"));
        return 0;
    }
}
