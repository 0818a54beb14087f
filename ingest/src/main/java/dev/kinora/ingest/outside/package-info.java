/**
 * HTTP to hosts that users name, and nothing else than those.
 *
 * <p>URLs out of requests flow in; a file's bytes or a status flow out, or a refusal on the field that held the URL. It never
 * reaches an address that is not public, unless a setting names the host, never follows a redirect that it has not looked at,
 * and never shows more of a URL than scheme, host and path: the query of a signed one is a secret.
 */
package dev.kinora.ingest.outside;
