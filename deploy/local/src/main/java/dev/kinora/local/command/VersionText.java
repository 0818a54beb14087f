package dev.kinora.local.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this build and of the Java it runs on. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String build = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {"kinora " + (build == null ? "(development)" : build) + ", Java " + Runtime.version()};
    }
}
