package dev.kinora.local.command;

import dev.kinora.contract.Topics;
import dev.kinora.local.host.Cluster;
import dev.kinora.local.host.Settings;
import dev.kinora.work.MessageCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinora topics}: makes a cluster ready for the stages. */
@Command(
        name = "topics",
        description = "Creates the topics and sets up the share groups on a cluster; may be run again at any time.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Prepared(List<String> topics, List<String> shareGroups) {}

    @Mixin
    private SettingsOption settings;

    @Option(names = "--json", description = "Print what is there as one JSON object on one line.")
    private boolean json;

    @Override
    public Integer call() {
        Settings own = settings.read();
        Path models = own.modelsDirectory();
        Cluster.prepare(own.broker(), models);
        var out = spec.commandLine().getOut();
        List<String> topics =
                Cluster.topics(models).stream().map(Topics.Definition::name).toList();
        if (json) {
            Prepared prepared = new Prepared(topics, Cluster.shareGroups());
            out.println(new MessageCodec().text(prepared));
            return 0;
        }
        topics.forEach(topic -> out.println("topic " + topic + " is there"));
        Cluster.shareGroups().forEach(group -> out.println("share group " + group + " begins with the oldest record"));
        return 0;
    }
}
