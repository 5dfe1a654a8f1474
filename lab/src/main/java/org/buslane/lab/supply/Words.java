package org.buslane.lab.supply;

/** What a progress line says. */
final class Words {
    private static final long MEGABYTE = 1_000_000;

    private Words() {}

    static String lists(String suite, int percent) {
        return "reading which packages Debian %s has: %d%%".formatted(suite, percent);
    }

    static String downloading(String title, int percent, long bytes) {
        return "downloading %s: %d%% of %d MB".formatted(title, percent, megabytes(bytes));
    }

    static String unpacking(String title, int number, int of) {
        return "unpacking %s: package %d of %d".formatted(title, number, of);
    }

    static String finishing(String title) {
        return "putting %s together".formatted(title);
    }

    static String waiting() {
        return "waiting for another process that prepares labs";
    }

    /** Rounded up: what is needed must not look smaller than it is. */
    static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
