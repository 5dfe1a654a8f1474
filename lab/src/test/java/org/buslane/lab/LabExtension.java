package org.buslane.lab;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test that has a parameter of type {@link Lab} its own, and closes it after the test. */
final class LabExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // The store belongs to the test: JUnit closes what is in it at the test's end.
        return test.getStore(NAMESPACE).computeIfAbsent(Lab.class, _ -> new Lab(Checkout.underTest()), Lab.class);
    }
}
