package dev.kinora.local.command;

import dev.kinora.local.command.UpCommand.Addresses.S3;
import dev.kinora.local.host.LocalKinora;
import dev.kinora.local.servers.Ports;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.MessageCodec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinora up}: broker, store and all stages, until stopped. */
@Command(
        name = "up",
        description = "Runs broker, store and all stages on this machine until it is stopped.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    /** What {@code --json} prints. */
    record Addresses(String kafka, S3 s3, String http) {
        record S3(String endpoint, String region, String bucket, String accessKey, String secretKey) {}
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Broker on N, store on N+1, HTTP on N+2; by default ports that are free.")
    private Integer port;

    @Option(names = "--settings-to", paramLabel = "FILE", description = "Write a settings file for `kinora worker`.")
    private Path settingsTo;

    @Option(names = "--json", description = "Print the addresses as one JSON object on one line.")
    private boolean json;

    @Override
    public Integer call() {
        int http = HttpPort.choose(Optional.ofNullable(port));
        Ports ports = port == null ? Ports.ANY : new Ports(port, port + 1);
        try (LocalKinora kinora = LocalKinora.start(data.folder(), ports, http)) {
            kinora.awaitReady();
            if (settingsTo != null) {
                kinora.settings().write(settingsTo);
            }
            Addresses addresses = addresses(kinora, http);
            kinora.announce(addresses.http());
            spec.commandLine().getOut().println(json ? oneLine(addresses) : words(addresses));
            kinora.awaitEnd();
        }
        return CommandLine.ExitCode.OK;
    }

    private static Addresses addresses(LocalKinora kinora, int http) {
        StoreSettings store = kinora.settings().store();
        return new Addresses(
                kinora.settings().broker().bootstrapServers(),
                new S3(store.endpoint(), store.region(), store.bucket(), store.accessKey(), store.secretKey()),
                "http://127.0.0.1:" + http);
    }

    private static String oneLine(Addresses addresses) {
        return new MessageCodec().text(addresses);
    }

    private String words(Addresses up) {
        S3 s3 = up.s3();
        String host = s3.endpoint().replaceFirst("https?://", "");
        return """
                Kinora is up on %s; Ctrl-C stops it.

                  broker      %s
                  S3          %s, region %s, bucket %s
                  access key  %s
                  secret key  %s
                  REST        %s/v1/jobs, from this machine only
                  health      %s/q/health

                Send a photo:
                  echo '{"id":"demo-1","image":{"bytes":"'"$(base64 < photo.jpg | tr -d '\\n')"'"}}' > request.json
                  kcat -P -b %s -t kinora.requests -X message.max.bytes=25165824 request.json
                or
                  curl -F image=@photo.jpg -F 'request={"id":"demo-1"}' %s/v1/jobs
                or
                  deploy/kinora submit photo.jpg --id demo-1 --data '%s'
                Watch it:
                  kcat -C -b %s -t kinora.events -o end -u
                Fetch the clip, with s3cmd or aws:
                  s3cmd --no-ssl --host=%s --host-bucket=%s --region=%s --access_key=%s --secret_key=%s get s3://%s/clips/demo-1.mp4
                  AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s aws --endpoint-url %s --region %s s3 cp s3://%s/clips/demo-1.mp4 ."""
                .formatted(
                        data.folder(),
                        up.kafka(),
                        s3.endpoint(),
                        s3.region(),
                        s3.bucket(),
                        s3.accessKey(),
                        s3.secretKey(),
                        up.http(),
                        up.http(),
                        up.kafka(),
                        up.http(),
                        data.folder(),
                        up.kafka(),
                        host,
                        host,
                        s3.region(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.bucket(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.endpoint(),
                        s3.region(),
                        s3.bucket());
    }
}
