package org.buslane.linux;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals that a process takes for words instead of its end. sun.misc.Signal of jdk.unsupported is the JDK's own way, and
 * is only reached by reflection, as javac warns of each mention of it and can be told no better.
 */
public final class Signals {
    private Signals() {}

    /**
     * From now on this happens instead of what the signal does to a JVM, each time on a thread of the JDK's.
     *
     * @param name without its SIG: {@code HUP}
     * @throws IllegalStateException if the JVM does not let go of it
     */
    public static void on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heard = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            task.run();
                            yield proxy;
                        }
                        case "equals" -> arguments != null && proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> name;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), heard);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("SIG%s cannot be handled: %s".formatted(name, e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
        }
    }
}
