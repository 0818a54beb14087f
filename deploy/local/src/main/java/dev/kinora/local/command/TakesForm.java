package dev.kinora.local.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many takes: 1 to 100. */
final class TakesForm implements ITypeConverter<Integer> {
    private static final int MOST = 100;

    @Override
    public Integer convert(String text) {
        long takes = OptionForms.wholeNumber(text);
        if (takes < 1 || takes > MOST) {
            throw new TypeConversionException("found " + text + ", expected 1 to " + MOST);
        }
        return (int) takes;
    }
}
