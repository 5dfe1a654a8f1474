package org.buslane.lab.junit;

/**
 * JUnit's unique ids, cut to what is the same on both sides: outside a class is the n-th invocation of its template,
 * inside the first. What is left for the class itself is nothing, for a test of it {@code [method:name()]}.
 */
final class Ids {
    private static final String INVOCATION = "/[class-template-invocation:";

    private Ids() {}

    static boolean isInClass(String uniqueId) {
        return uniqueId.contains(INVOCATION);
    }

    static String inClass(String uniqueId) {
        int invocation = uniqueId.indexOf(INVOCATION);
        if (invocation < 0) {
            throw new IllegalArgumentException("not in an invocation of a class template: " + uniqueId);
        }
        int next = uniqueId.indexOf('/', invocation + 1);
        return next < 0 ? "" : uniqueId.substring(next + 1);
    }

    /** Whether {@code id} is something in the container {@code of}, and not the container itself. */
    static boolean isBelow(String of, String id) {
        return of.isEmpty() ? !id.isEmpty() : id.startsWith(of + "/");
    }

    static boolean isTemplate(String id) {
        return id.startsWith("[test-template:", id.lastIndexOf('/') + 1);
    }

    static String parent(String id) {
        int slash = id.lastIndexOf('/');
        return slash < 0 ? "" : id.substring(0, slash);
    }
}
