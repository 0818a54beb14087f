/**
 * A user of the pipeline like any other: requests go out on {@code kinora.requests}, events and progress come back.
 *
 * <p>In flow a request and the addresses of broker and store, out flow the clip and its frames as files. It never calls a
 * stage and would work the same from another machine.
 */
package dev.kinora.local.client;
