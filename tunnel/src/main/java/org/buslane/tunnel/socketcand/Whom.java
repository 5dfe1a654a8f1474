package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.util.Optional;

/** Whom a rule means. Pure. */
sealed interface Whom {
    /** Who a client is, as far as it is known: one of a unix socket has no address, one without TLS no certificate. */
    record Client(Optional<InetAddress> address, Optional<String> certificate) {}

    boolean fits(Client client);

    /** Whether it may fit one of that address, by a certificate that is not known yet. */
    default boolean mayFit(Optional<InetAddress> address) {
        return fits(new Client(address, Optional.empty()));
    }

    /**
     * {@code 192.0.2.7}, {@code 2001:db8::7}, {@code 192.0.2.0/24}, {@code name:NAME} of a certificate, or {@code unix}:
     * whoever comes by a unix socket.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Whom parse(String text) {
        if (text.equals("unix")) {
            return new Local();
        }
        try {
            if (text.startsWith("name:")) {
                return new Certified(text.substring("name:".length()));
            }
            int slash = text.indexOf('/');
            String address = slash < 0 ? text : text.substring(0, slash);
            InetAddress network = InetAddress.ofLiteral(address);
            int all = network.getAddress().length * Byte.SIZE;
            return new Network(network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a client is an address, a network such as 192.0.2.0/24, name:NAME or unix, not '%s'"
                            .formatted(text),
                    e);
        }
    }

    /** Whoever has an address whose first bits are those. */
    record Network(InetAddress address, int bits) implements Whom {
        public Network {
            if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
                throw new IllegalArgumentException("%s has no network of %d bits".formatted(address, bits));
            }
        }

        @Override
        public boolean fits(Client client) {
            return client.address().filter(this::contains).isPresent();
        }

        private boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] its = other.getAddress();
            boolean isSame = mine.length == its.length;
            for (int i = 0; isSame && i < mine.length; i++) {
                int left = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
                int mask = 0xff00 >> left;
                isSame = ((mine[i] ^ its[i]) & mask & 0xff) == 0;
            }
            return isSame;
        }
    }

    /** Whose certificate has that name. */
    record Certified(String name) implements Whom {
        public Certified {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: needs a name behind it");
            }
        }

        @Override
        public boolean fits(Client client) {
            return client.certificate().filter(name::equals).isPresent();
        }

        @Override
        public boolean mayFit(Optional<InetAddress> address) {
            return true;
        }
    }

    /** Whoever comes by a unix socket. */
    record Local() implements Whom {
        @Override
        public boolean fits(Client client) {
            return client.address().isEmpty();
        }
    }
}
