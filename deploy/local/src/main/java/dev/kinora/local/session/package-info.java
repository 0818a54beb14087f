/**
 * A way to have jobs done for the length of one command: in this process and on its data folder, or by a server.
 *
 * <p>In flow requests, out flow events, progress and files, the same from either. It never shows anything and never decides
 * what a job may be.
 */
package dev.kinora.local.session;
