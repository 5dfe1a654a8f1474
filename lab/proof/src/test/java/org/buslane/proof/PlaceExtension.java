package org.buslane.proof;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that has a parameter of type {@link Place} its own, and closes it after the test. A parameter of a
 * constructor is made once for all tests of the class; there may be {@link Programs} as well.
 */
final class PlaceExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PlaceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Place.class || type == Programs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Place.class ? place(test) : programs(test);
    }

    /** The store belongs to the test, or to the class: JUnit closes what is in it at its end. */
    private static Place place(ExtensionContext test) {
        return test.getStore(NAMESPACE).computeIfAbsent(Place.class, _ -> new Place(Checkout.underTest()), Place.class);
    }

    private static Programs programs(ExtensionContext test) {
        return test.getStore(NAMESPACE)
                .computeIfAbsent(Programs.class, _ -> Programs.start(place(test)), Programs.class);
    }
}
