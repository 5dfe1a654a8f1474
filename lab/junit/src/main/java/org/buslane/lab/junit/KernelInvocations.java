package org.buslane.lab.junit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A class once per kernel outside the lab, and once as it is inside. The kernels stay booted in the store of the
 * launcher's session, which outlives a class: Surefire may run each class as an execution of its own.
 */
final class KernelInvocations implements ClassTemplateInvocationContextProvider, InvocationInterceptor {
    private static final Namespace STORE = Namespace.create(KernelInvocations.class);

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        if (testClass.getEnclosingClass() != null
                && context.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            throw new ExtensionConfigurationException(
                    "@OnKernels is for top-level classes, whose nested ones then run in the lab as well: %s is one of those"
                            .formatted(testClass.getName()));
        }
        Optional<String> inside = Lab.kernel();
        return inside.<Stream<ClassTemplateInvocationContext>>map(kernel -> Stream.of(new Inside(kernel)))
                .orElseGet(() -> outside(context, testClass));
    }

    /** All its kernels boot and run it at once; what came of it is taken from one after the other. */
    private static Stream<ClassTemplateInvocationContext> outside(ExtensionContext context, Class<?> testClass) {
        OnKernels asked =
                AnnotationSupport.findAnnotation(testClass, OnKernels.class).orElseThrow();
        LabCommand command = LabCommand.of(context::getConfigurationParameter);
        Duration limit = Duration.ofSeconds(asked.limitSeconds());
        List<Kernel> kernels = Arrays.stream(asked.value())
                .map(name -> kernel(context, command, name))
                .toList();
        kernels.forEach(Kernel::boot);
        List<Errand> errands = kernels.stream()
                .map(kernel -> new Errand(kernel, testClass, limit))
                .toList();
        errands.forEach(each -> context.getStore(STORE).put(each, each));
        return errands.stream().map(Outside::new);
    }

    /** JUnit calls it once around all invocations, so it is not theirs to leave out. */
    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedInside(invocation);
    }

    private static void proceedInside(Invocation<Void> invocation) throws Throwable {
        if (Lab.kernel().isPresent()) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    private static Kernel kernel(ExtensionContext context, LabCommand command, String name) {
        record Key(LabCommand command, String name) {}
        return context.getStore(StoreScope.LAUNCHER_SESSION, STORE)
                .computeIfAbsent(new Key(command, name), key -> new Kernel(key.command(), key.name()), Kernel.class);
    }

    private record Inside(String kernel) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "kernel " + kernel;
        }
    }

    private record Outside(Errand errand) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "kernel " + errand.kernel().name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Replay(errand));
        }
    }
}
