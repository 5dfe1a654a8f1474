package org.buslane.lab.junit;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JVM of a guest: what this one is, as far as tests can tell, but light, as a guest has one CPU and its system
 * calls are dear.
 *
 * @param arguments of this JVM, of which the guest takes over what opens modules
 * @param properties of this JVM, of which it takes over Buslane's and JUnit's
 */
record GuestJvm(Path home, String classPath, List<String> arguments, Map<String, String> properties) {
    private static final List<String> LIGHT = List.of(
            "-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx256m");

    static GuestJvm likeThis() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, Objects.requireNonNullElse(System.getProperty(name), ""));
        }
        return new GuestJvm(
                Path.of(System.getProperty("java.home")),
                classPath(properties),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                properties);
    }

    /**
     * Surefire starts its JVM with a jar that only names the others, and tells the path in properties. What is on a
     * module path here is on the class path there.
     */
    private static String classPath(Map<String, String> properties) {
        String classPath =
                properties.getOrDefault("surefire.test.class.path", properties.getOrDefault("java.class.path", ""));
        return Stream.of(classPath, properties.getOrDefault("jdk.module.path", ""))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The command line of {@link Guest}, with more arguments for the JVM. */
    List<String> line(String kernel, List<String> more) {
        List<String> line = new ArrayList<>();
        line.add(home.resolve("bin/java").toString());
        line.addAll(LIGHT);
        arguments.stream().filter(GuestJvm::isAboutModules).forEach(line::add);
        if (line.stream().noneMatch(each -> each.startsWith("--enable-native-access"))) {
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        properties.forEach((name, value) -> {
            if (name.startsWith("buslane.") || name.startsWith("junit.")) {
                line.add("-D" + name + "=" + value);
            }
        });
        line.addAll(more);
        line.addAll(List.of("-D" + Lab.KERNEL + "=" + kernel, "-cp", classPath, Guest.class.getName()));
        return line;
    }

    private static boolean isAboutModules(String argument) {
        return Stream.of(
                        "--add-opens=", "--add-exports=", "--add-reads=", "--enable-native-access=", "--enable-preview")
                .anyMatch(argument::startsWith);
    }
}
