package org.buslane.lab.junit.planted;

import java.util.concurrent.CountDownLatch;
import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@OnKernels(value = "6.1", limitSeconds = 8)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class Stuck {
    @Test
    @Order(1)
    void before() {}

    @Test
    @Order(2)
    void isStuck() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    @Order(3)
    void after() {}
}
