package dev.kinora.ingest.outside;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses anybody may be at. After IANA's registries of special-purpose addresses (RFC 6890), as of 2025: whatever is
 * not globally reachable there is not public here, nor is what translates to another address. An IPv4 address in IPv6 form
 * ({@code ::ffff:10.0.0.1}) is an IPv4 address to Java already.
 */
final class PublicAddresses {
    private static final IpSubnetFilterRule GLOBAL_UNICAST = block("2000::/3");
    private static final List<IpSubnetFilterRule> SPECIAL = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // behind a carrier's NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // a public number, but Azure's own services to its machines
                    "169.254.0.0/16", // link-local, metadata services
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20") // documentation
            .map(PublicAddresses::block)
            .toList();

    private PublicAddresses() {}

    /** Outside of 2000::/3 no IPv6 address is: loopback, ULA, link-local, multicast and NAT64 lie there. */
    static boolean contain(InetAddress address) {
        InetSocketAddress place = new InetSocketAddress(address, 0);
        boolean reachable = !(address instanceof Inet6Address) || GLOBAL_UNICAST.matches(place);
        return reachable && SPECIAL.stream().noneMatch(block -> block.matches(place));
    }

    private static IpSubnetFilterRule block(String addresses) {
        return new IpSubnetFilterRule(addresses, IpFilterRuleType.REJECT);
    }
}
