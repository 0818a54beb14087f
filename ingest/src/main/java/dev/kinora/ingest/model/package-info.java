/**
 * The models that workers offer.
 *
 * <p>Announcements flow in from {@code kinora.models}; the model that a request means flows out, or a refusal that lists
 * those there are. It never loads a model.
 */
package dev.kinora.ingest.model;
