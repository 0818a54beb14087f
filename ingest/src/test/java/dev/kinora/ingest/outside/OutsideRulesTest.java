package dev.kinora.ingest.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideRulesTest {
    private static final Set<String> BOTH = Set.of("http", "https");

    /** Every host and scheme is allowed here: what is refused is so for its form or its address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://10.1.2.3/a.jpg",
                "http://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[::]/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.01/",
                "https://0/",
                "https://1.2.3.4.5/",
                "https://a.0x/",
                "https://127.0.0.1./",
                "https://localhost./",
                "https://example.org./",
                "https://%31%32%37.0.0.1/",
                "https://１２７.0.0.1/",
                "https://127。0。0。1/",
                "https://①②⑦.0.0.1/",
                "https://user@example.org/",
                "https://user:word@example.org/",
                "https://:@example.org/",
                "https://@example.org/",
                "https://example.org\\@127.0.0.1/",
                "https:\\\\127.0.0.1/",
                "https://example.org\\a",
                "https://",
                "https:///a.jpg",
                "https://?",
                "https://:443/",
                "example.org/a.jpg",
                "//example.org/a.jpg",
                "file:///etc/passwd",
                "ftp://example.org/a.jpg",
                "gopher://example.org/",
                "jar:https://example.org!/a",
                "data:image/png;base64,AAAA",
                "https://exa mple.org/",
                " https://example.org/",
                "https://example.org/\n",
                "https://example.org/\u0000",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://example.org:8443/",
                "http://example.org:22/",
                "https://example.org:80/",
                "https://[::1",
                ""
            })
    void isRefusedThoughEveryHostIsAllowed(String url) {
        refusal(rules("*"), url);
    }

    @Test
    void aHostHasToBeOnTheList() {
        OutsideRules rules = rules("example.org", "*.cdn.example.net", "pictures.example:8443", "bücher.example");
        for (String url : List.of(
                "https://example.org/a.jpg",
                "https://EXAMPLE.org:443/a.jpg?x=1#y",
                "http://example.org/a.jpg",
                "https://a.b.cdn.example.net/",
                "https://pictures.example:8443/",
                "https://bücher.example/",
                "https://xn--bcher-kva.example/")) {
            rules.require(url);
        }
        for (String url : List.of(
                "https://www.example.org/",
                "https://example.org.evil.example/",
                "https://evilexample.org/",
                "https://cdn.example.net/",
                "https://evilcdn.example.net/",
                "https://pictures.example/",
                "https://example.org:8443/",
                "https://1.1.1.1/")) {
            assertTrue(refusal(rules, url).expected().contains("some.hosts"), url);
        }
    }

    @Test
    void aSchemeHasToBeOnTheListToo() {
        OutsideRules rules = new OutsideRules("image.url", "some.", Set.of("https"), List.of("*"), List.of());
        assertTrue(refusal(rules, "http://example.org/").expected().contains("some.schemes"));
    }

    @Test
    void withoutHostsNothingIsAllowed() {
        OutsideRules rules = rules();
        assertFalse(rules.allowAny());
        assertTrue(refusal(rules, "https://example.org/").expected().contains("some.hosts"));
    }

    @Test
    void anAddressWithinTheHouseHasToBeNamed() {
        OutsideRules rules = new OutsideRules("image.url", "some.", BOTH, List.of("*"), List.of("127.0.0.1", "[::1]"));
        rules.require("https://127.0.0.1/");
        rules.require("https://[::1]/");
        refusal(rules, "https://127.0.0.2/");
    }

    @Test
    void aRefusalShowsNoSecret() {
        for (String url : List.of(
                "https://elsewhere.example/a.jpg?signature=hidden#hidden",
                "https://hidden:hidden@example.org/",
                "https://exa mple.org/?hidden",
                "hidden")) {
            String told = refusal(rules("example.org"), url).toString();
            assertFalse(told.contains("hidden"), told);
        }
        String shown = refusal(rules("example.org"), "https://elsewhere.example/a.jpg?x=1")
                .found();
        assertEquals("https://elsewhere.example/a.jpg", shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "**",
                "*example.org",
                "a.*.org",
                "https://example.org",
                "a/b",
                "a:b",
                "a@b",
                ".example.org",
                ":80"
            })
    void aListThatIsNoneIsRefusedByItsSetting(String host) {
        FailureException refusal = assertThrows(FailureException.class, () -> rules(host));
        assertEquals("some.hosts", refusal.failure().field());
    }

    private static OutsideRules rules(String... hosts) {
        return new OutsideRules("image.url", "some.", BOTH, List.of(hosts), List.of());
    }

    private static Failure refusal(OutsideRules rules, String url) {
        FailureException refusal = assertThrows(FailureException.class, () -> rules.require(url), url);
        assertEquals("image.url", refusal.failure().field());
        return refusal.failure();
    }
}
