package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ids of jobs on the command line: given ones must be legal, others are made from the photo's name. */
final class JobIdForm implements ITypeConverter<String> {
    private static final int NAME_CHARACTERS = 40;

    @Override
    public String convert(String text) {
        try {
            return JobId.require(text);
        } catch (FailureException e) {
            throw new TypeConversionException(
                    "found " + text + ", expected " + e.failure().expected());
        }
    }

    /** An id no other run has. */
    static String fresh(Path photo) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String name = nameOf(photo).replaceAll("[^A-Za-z0-9_-]+", "-");
        String start = name.substring(0, Math.min(name.length(), NAME_CHARACTERS));
        return start + "-" + HexFormat.of().formatHex(random);
    }

    /** The file's name without its ending. */
    static String nameOf(Path photo) {
        String file = photo.getFileName().toString();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
