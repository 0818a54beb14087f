/**
 * The still: a picture in any common file format becomes an upright 8-bit sRGB PNG of the same size.
 *
 * <p>A file's bytes flow in, a PNG flows out, or a refusal that names what came. It never resizes, and it never decodes
 * before the header has shown that the picture fits into memory.
 */
package dev.kinora.ingest.still;
