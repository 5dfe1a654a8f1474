package org.buslane.lab;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that has a parameter of type {@link Lab} its own, and closes it after the test. A parameter of a
 * constructor is made once for all tests of the class; there may be {@link Programs} as well.
 */
final class LabExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Lab.class || type == Programs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Lab.class ? lab(test) : programs(test);
    }

    /** The store belongs to the test, or to the class: JUnit closes what is in it at its end. */
    private static Lab lab(ExtensionContext test) {
        return test.getStore(NAMESPACE).computeIfAbsent(Lab.class, _ -> new Lab(Checkout.underTest()), Lab.class);
    }

    private static Programs programs(ExtensionContext test) {
        return test.getStore(NAMESPACE).computeIfAbsent(Programs.class, _ -> Programs.start(lab(test)), Programs.class);
    }
}
