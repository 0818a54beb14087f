package dev.kinora.ingest.outside;

import dev.kinora.contract.FailureException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * An entry of a list of hosts: {@code example.org}, {@code *.example.org} for every name below it, or {@code *}, each
 * perhaps with a port.
 *
 * @param name as URLs write it; what names end with if it begins with a dot; empty for every name
 * @param port or 0 for the scheme's own
 */
record HostPattern(String name, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?<any>\\*)?(?<name>\\.?[^*:/@\\[\\]]+|\\[[0-9a-fA-F:.]+])?(?::(?<port>\\d{1,5}))?");
    private static final String EXPECTED =
            "hosts as example.org, *.example.org or *, each perhaps with a port as :8443";

    static List<HostPattern> parse(String setting, List<String> entries) {
        return entries.stream().map(entry -> parse(setting, entry.strip())).toList();
    }

    private static HostPattern parse(String setting, String entry) {
        Matcher form = FORM.matcher(entry);
        if (!form.matches()) {
            throw FailureException.badInput(setting, entry, EXPECTED);
        }
        String name = form.group("name") == null ? "" : form.group("name");
        boolean every = form.group("any") != null;
        if (name.isEmpty() ? !every : every != name.startsWith(".")) {
            throw FailureException.badInput(setting, entry, EXPECTED);
        }
        int port = form.group("port") == null ? 0 : Integer.parseInt(form.group("port"));
        return new HostPattern(
                every && !name.isEmpty() ? "." + host(setting, name.substring(1)) : host(setting, name), port);
    }

    /** As URLs write it, so that both are compared in one spelling. */
    private static String host(String setting, String name) {
        try {
            return name.isEmpty()
                    ? ""
                    : new HttpUrl.Builder().scheme("https").host(name).build().host();
        } catch (IllegalArgumentException none) {
            throw FailureException.badInput(setting, name, EXPECTED);
        }
    }

    boolean covers(OutsideUrl url) {
        return coversName(url.host()) && (port == 0 ? url.hasDefaultPort() : port == url.port());
    }

    boolean coversName(String host) {
        return name.startsWith(".") ? host.endsWith(name) : name.isEmpty() || name.equals(host);
    }
}
