package dev.kinora.local.command;

/** What others wrote, on one line of a terminal: nothing in it may move the cursor or colour the screen. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
