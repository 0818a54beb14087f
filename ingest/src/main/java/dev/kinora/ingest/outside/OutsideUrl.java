package dev.kinora.ingest.outside;

import dev.kinora.contract.FailureException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * An {@code http} or {@code https} URL that somebody else has named, in one reading: it is checked and connected to by the
 * same parser, which writes names in lower case and in Punycode. As text it shows no query.
 */
public final class OutsideUrl {
    private static final int LONGEST = 2048;
    /** Without blanks, control characters and what some parsers take for a slash; a third slash may be passed over. */
    private static final Pattern PLAIN =
            Pattern.compile("https?://(?![/?#])[^\\x00-\\x20\\x7f\\\\]+", Pattern.CASE_INSENSITIVE);
    /** What would be read as an address in another notation, as {@code 0x7f.1} or {@code 2130706433}. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");

    private static final Pattern USER = Pattern.compile("[^/?#]*//[^/?#]*@.*", Pattern.DOTALL);

    private final HttpUrl url;

    private OutsideUrl(HttpUrl url) {
        this.url = url;
    }

    /**
     * Reads a URL.
     *
     * @param field it stands in
     * @throws FailureException BAD_INPUT on the field; the message does not repeat the text
     */
    public static OutsideUrl parse(String field, String text) {
        if (text.length() > LONGEST) {
            throw FailureException.badInput(field, text.length() + " characters", "a URL of at most " + LONGEST);
        }
        HttpUrl url = PLAIN.matcher(text).matches() ? HttpUrl.parse(text) : null;
        if (url == null) {
            throw FailureException.badInput(field, "a text that is none", "a URL as https://example.org/photo.jpg");
        }
        if (USER.matcher(text).matches()) {
            throw FailureException.badInput(field, "a user's name before the host", "a URL without one");
        }
        return new OutsideUrl(url).requirePlainHost(field);
    }

    private OutsideUrl requirePlainHost(String field) {
        boolean misleads =
                ENDS_IN_A_NUMBER.matcher(host()).matches() && literal().isEmpty();
        if (misleads || host().endsWith(".")) {
            throw FailureException.badInput(
                    field, "the host " + host(), "a name without a dot at its end, or an address as 203.0.113.7");
        }
        return this;
    }

    /** Where a redirect of this URL leads, if its header says something. */
    Optional<String> resolve(String location) {
        return Optional.ofNullable(url.resolve(location)).map(HttpUrl::toString);
    }

    HttpUrl http() {
        return url;
    }

    String scheme() {
        return url.scheme();
    }

    /** In lower case and Punycode; an IPv6 address without brackets. */
    String host() {
        return url.host();
    }

    int port() {
        return url.port();
    }

    boolean hasDefaultPort() {
        return url.port() == HttpUrl.defaultPort(url.scheme());
    }

    /** The address, if the host is one in its usual notation. */
    Optional<InetAddress> literal() {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host()))
                .filter(address ->
                        host().contains(":") || address.getHostAddress().equals(host()));
    }

    /** All of it, for the request itself and for where it waits. */
    public String whole() {
        return url.toString();
    }

    /** Scheme, host, port and path. */
    @Override
    public String toString() {
        return url.newBuilder().query(null).fragment(null).build().toString();
    }
}
