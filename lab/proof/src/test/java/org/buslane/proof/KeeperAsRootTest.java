package org.buslane.proof;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeptest says where it is root, whoever runs the tests: agent and gateway below one keeper need that. */
@ParameterizedClass(name = "Linux {0}")
@ValueSource(strings = {"6.1", "6.12"})
@ExtendWith(PlaceExtension.class)
class KeeperAsRootTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String kernel;
    private final Place place;

    KeeperAsRootTest(String kernel, Place place) {
        this.kernel = kernel;
        this.place = place;
    }

    @TestFactory
    List<DynamicTest> bothHaveTheirRightsAndNoMore() {
        Checkout checkout = place.checkout();
        return TapTest.sentences(place.buslane(
                        "lab",
                        "--kernel",
                        kernel,
                        "--",
                        checkout.testProgram("keeptest").toString(),
                        checkout.current().resolve("buslane-keep").toString())
                .within(PATIENCE)
                .finish());
    }
}
