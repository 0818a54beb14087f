package dev.kinora.local.display;

/** Shows nothing. */
final class SilentDisplay implements Display {
    @Override
    public void show(String text) {}

    @Override
    public void keep(String line) {}

    @Override
    public void clear() {}
}
