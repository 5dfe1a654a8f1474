package org.buslane.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a top-level test class inside the lab, once on each of these kernels. A kernel is booted once per test run,
 * by the first class that asks for it.
 *
 * <p>Outside the lab no test, life cycle method or constructor of the class is called. Its static initialisers,
 * argument sources, conditions and further extensions are: they are JUnit's own way to learn what there is to run,
 * so they have to come to the same on both sides ({@link Lab#kernel} tells which side it is).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ClassTemplate
@ExtendWith(KernelInvocations.class)
public @interface OnKernels {
    /** Their names, as {@code buslane lab --kernel} takes them. */
    String[] value() default {"6.1", "6.12"};

    /** How long the class may take on one kernel, boot not counted, until the guest is killed and its tests fail. */
    int limitSeconds() default 300;
}
