package org.buslane.lab.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.platform.commons.JUnitException;

/**
 * Test instances whose constructor and field initialisers have not run: those belong to the guest, and outside
 * nobody calls a method of the instance. It is what serialisation does to classes that are not serialisable,
 * through the door that module jdk.unsupported keeps open for it (JEP 260), found by name as it is not there in
 * every runtime.
 */
final class Unconstructed {
    private Unconstructed() {}

    static <T> T instanceOf(Class<T> testClass) {
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Method newConstructor = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            Constructor<?> constructor = (Constructor<?>) newConstructor.invoke(
                    factory.getMethod("getReflectionFactory").invoke(null), testClass, Object.class.getConstructor());
            return testClass.cast(constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new JUnitException(
                    "cannot make an instance of %s without its constructor".formatted(testClass.getName()), e);
        }
    }
}
