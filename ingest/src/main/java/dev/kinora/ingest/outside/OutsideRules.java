package dev.kinora.ingest.outside;

import dev.kinora.contract.FailureException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which URLs a field may name, by its settings. Immutable. */
public final class OutsideRules {
    private final String field;
    private final String settings;
    private final Set<String> schemes;
    private final List<HostPattern> hosts;
    private final List<HostPattern> privateHosts;
    private final Predicate<InetAddress> isPublic;

    /**
     * @param field of a request, named in refusals
     * @param settings what the settings' names begin with, with a dot at its end
     * @param schemes {@code https}, perhaps {@code http} too
     * @param hosts that may be reached; none if nothing may
     * @param privateHosts that may have addresses which are not public
     * @throws FailureException BAD_INPUT naming the setting that is malformed
     */
    public OutsideRules(
            String field, String settings, Set<String> schemes, List<String> hosts, List<String> privateHosts) {
        this(field, settings, schemes, hosts, privateHosts, PublicAddresses::contain);
    }

    OutsideRules(
            String field,
            String settings,
            Set<String> schemes,
            List<String> hosts,
            List<String> privateHosts,
            Predicate<InetAddress> isPublic) {
        if (!Set.of("http", "https").containsAll(schemes)) {
            throw FailureException.badInput(settings + "schemes", String.join(",", schemes), "https, http or both");
        }
        this.isPublic = isPublic;
        this.field = field;
        this.settings = settings;
        this.schemes = Set.copyOf(schemes);
        this.hosts = HostPattern.parse(settings + "hosts", hosts);
        this.privateHosts = HostPattern.parse(settings + "private-hosts", privateHosts);
    }

    /** Whether any host may be reached. */
    public boolean allowAny() {
        return !hosts.isEmpty();
    }

    /**
     * Reads a URL that may be reached, as far as that is known before its name is resolved.
     *
     * @throws FailureException BAD_INPUT on the field
     */
    public OutsideUrl require(String text) {
        OutsideUrl url = OutsideUrl.parse(field, text);
        if (!allowAny()) {
            throw refusal("a URL", "no URL: " + settings + "hosts lists no host here");
        }
        if (!schemes.contains(url.scheme())) {
            throw refusal(url, String.join(" or ", schemes) + ", as " + settings + "schemes says");
        }
        if (hosts.stream().noneMatch(host -> host.covers(url))) {
            throw refusal(url, "a host and port that " + settings + "hosts lists");
        }
        if (url.literal().isPresent() && !mayBeAt(url.host(), url.literal().get())) {
            throw refusal(url, publicAddress());
        }
        return url;
    }

    /** Refuses a name if any of its addresses is not public: which one would be connected to is chance. */
    void requireAddresses(String host, List<InetAddress> addresses) throws ForbiddenAddressException {
        if (!addresses.stream().allMatch(address -> mayBeAt(host, address))) {
            throw new ForbiddenAddressException(host);
        }
    }

    private boolean mayBeAt(String host, InetAddress address) {
        return isPublic.test(address) || privateHosts.stream().anyMatch(known -> known.coversName(host));
    }

    String publicAddress() {
        return "a host whose addresses are all public, or that " + settings + "private-hosts lists";
    }

    FailureException refusal(Object found, String expected) {
        return FailureException.badInput(field, found, expected);
    }

    /** A name leads to an address that is not public. Says no more than that: the address may be a secret. */
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host) {
            super(host + " has an address that is not public");
        }
    }
}
