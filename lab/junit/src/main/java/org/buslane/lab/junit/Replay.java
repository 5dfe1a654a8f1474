package org.buslane.lab.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What stands for a class outside the lab: nothing of it is called, and each test takes over its result from the
 * guest, which runs meanwhile. What failed in the guest around the tests of a class, as its {@code @BeforeAll} or
 * {@code @AfterAll}, fails at the same place here.
 */
final class Replay
        implements BeforeClassTemplateInvocationCallback,
                AfterClassTemplateInvocationCallback,
                BeforeAllCallback,
                AfterAllCallback,
                InvocationInterceptor {
    private static final Namespace STORE = Namespace.create(Replay.class);

    private final Errand errand;

    Replay(Errand errand) {
        this.errand = errand;
    }

    /** The class's run has begun, and ends with the store of its invocation. */
    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
        ClassRun run = errand.run();
        context.getStore(STORE).put(ClassRun.class, run);
        run.begun("").orThrow();
    }

    @Override
    public void afterClassTemplateInvocation(ExtensionContext context) {
        run(context).ended("").orThrow();
    }

    /** Of a nested class. */
    @Override
    public void beforeAll(ExtensionContext context) {
        run(context).begun(Ids.inClass(context.getUniqueId())).orThrow();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        run(context).ended(Ids.inClass(context.getUniqueId())).orThrow();
    }

    private static ClassRun run(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(STORE).get(ClassRun.class, ClassRun.class));
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor,
            ExtensionContext context) {
        invocation.skip();
        return Unconstructed.instanceOf(constructor.getExecutable().getDeclaringClass());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        replay(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        replay(invocation, context);
    }

    private void replay(Invocation<Void> invocation, ExtensionContext context) {
        invocation.skip();
        run(context).outcome(Ids.inClass(context.getUniqueId())).orThrow();
    }

    /** What a factory makes is known once the guest has run all of it. */
    @Override
    @SuppressWarnings("unchecked") // what a test factory may return is Object's business: JUnit flattens it
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
        String id = Ids.inClass(context.getUniqueId());
        run(context).outcome(id).orThrow();
        return (T) run(context).dynamicNodes(id);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }
}
