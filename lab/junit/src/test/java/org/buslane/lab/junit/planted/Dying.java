package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@OnKernels("6.1")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class Dying {
    @Test
    @Order(1)
    void before() {}

    @Test
    @Order(2)
    void kills() {
        System.err.println("nobody will have me");
        Runtime.getRuntime().halt(37);
    }

    @Test
    @Order(3)
    void after() {}
}
