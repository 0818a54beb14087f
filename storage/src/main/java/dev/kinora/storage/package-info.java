/**
 * The last stage: encoded clips become published ones.
 *
 * <p>In flow tasks from {@code kinora.clips} and the clips they name; out flow the verified clip, its poster and its result
 * under {@code clips/}, and {@code ClipPublished} with a presigned URL. Nothing here changes a clip's bytes, and nothing is
 * published that did not decode to its last picture. Beside it objects whose time is over are swept from the store.
 */
package dev.kinora.storage;
