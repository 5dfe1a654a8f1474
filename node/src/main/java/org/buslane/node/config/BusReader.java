package org.buslane.node.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buslane.core.slcan.SlcanSpec;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.virtual.BusKind;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.adapter.AdapterKind;
import org.buslane.virtual.ecu.EcuKind;

/**
 * The buses of a YAML document:
 *
 * <pre>
 * buses:
 *   - vbus0                       # virtual, or {name: vbus0, kind: fd}; kinds are classic, fd and xl
 *   - {name: can0, kind: kernel, bitrate: 500k}
 *   - {name: can1, adapter: "slcan:/dev/ttyACM0@500k"}
 *   - {name: vbus1, ecus: [seat]} # who is simulated on it: EcuReader
 * </pre>
 */
final class BusReader {
    /** The kind of a bus that is not the gateway's but an interface of the kernel's. */
    private static final String KERNEL = "kernel";

    /** Of a virtual bus that goes on beyond a serial line. */
    private static final String ADAPTER = "adapter";

    private static final String ECUS = "ecus";

    private static final List<String> KEYS = keys();

    private final Map<String, BusSpec> virtual = new LinkedHashMap<>();
    private final Map<String, DeclaredBus> kernel = new LinkedHashMap<>();
    private final Map<String, ResidentSpec> residents = new LinkedHashMap<>();

    private BusReader() {}

    static Buses read(YamlValue list) {
        BusReader reader = new BusReader();
        for (YamlValue item : list.list()) {
            if (item.isSection()) {
                reader.section(item.section(KEYS));
            } else {
                reader.virtual(item, BusKind.FD);
            }
        }
        return new Buses(reader.virtual, reader.kernel, List.copyOf(reader.residents.values()));
    }

    private void section(YamlSection section) {
        YamlValue name = section.require("name");
        Optional<YamlValue> kind = section.get("kind");
        if (kind.isPresent() && kind.get().text().equals(KERNEL)) {
            section.refuse(List.of(ADAPTER), "is of a virtual bus, and 'kind: kernel' says another");
            section.refuse(List.of(ECUS), "is of a virtual bus: nobody is simulated on the kernel's");
            kernel(name, section);
            return;
        }
        section.refuse(KernelBusReader.KEYS, "is of an interface of the kernel's, which 'kind: kernel' says");
        Optional<SlcanSpec> adapter =
                section.get(ADAPTER).map(value -> value.checked(() -> SlcanSpec.parse(value.text())));
        virtual(name, kind.map(BusReader::kind).orElse(kindFor(adapter)));
        adapter.map(spec -> AdapterKind.on(name.text(), spec)).ifPresent(each -> residents.put(each.name(), each));
        section.get(ECUS).ifPresent(list -> ecus(name.text(), list));
    }

    /** Where nothing is said: programs are not to be shown a CAN FD that the adapter does not have. */
    private static BusKind kindFor(Optional<SlcanSpec> adapter) {
        return adapter.filter(spec -> spec.data().isEmpty()).isPresent() ? BusKind.CLASSIC : BusKind.FD;
    }

    /** In `status` an ECU is known by its name alone. */
    private void ecus(String bus, YamlValue list) {
        EcuReader.read(list).forEach((name, ecu) -> {
            ResidentSpec other = residents.putIfAbsent(name, new ResidentSpec(name, bus, new EcuKind(ecu)));
            if (other != null) {
                throw list.mistake(
                        "has an ECU '%s', and bus '%s' has one of that name already".formatted(name, other.bus()));
            }
        });
    }

    private void virtual(YamlValue name, BusKind kind) {
        String text = fresh(name);
        virtual.put(text, name.checked(() -> new BusSpec(text, kind)));
    }

    private void kernel(YamlValue name, YamlSection section) {
        String text = fresh(name);
        kernel.put(text, new DeclaredBus(InterfaceNames.ofKernel(name), KernelBusReader.wish(section)));
    }

    private String fresh(YamlValue name) {
        String text = InterfaceNames.single(name);
        if (virtual.containsKey(text) || kernel.containsKey(text)) {
            throw name.mistake("'" + text + "' is the name of another bus already");
        }
        return text;
    }

    private static BusKind kind(YamlValue label) {
        String text = label.text();
        return Arrays.stream(BusKind.values())
                .filter(kind -> kind.label().equals(text))
                .findFirst()
                .orElseThrow(() -> label.mistake("is wrong: '%s' is no kind of bus; there is %s, %s"
                        .formatted(
                                text,
                                Arrays.stream(BusKind.values())
                                        .map(BusKind::label)
                                        .collect(Collectors.joining(", ")),
                                KERNEL)));
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("name", "kind", ADAPTER, ECUS));
        keys.addAll(KernelBusReader.KEYS);
        return List.copyOf(keys);
    }
}
