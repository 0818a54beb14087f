package dev.kinora.objects;

import dev.kinora.contract.ObjectRef;

/**
 * The answer to a conditional put.
 *
 * @param ref the object that now lies under the key
 * @param created whether this put wrote it; if not, {@code ref} describes the one that was there
 */
public record Written(ObjectRef ref, boolean created) {}
