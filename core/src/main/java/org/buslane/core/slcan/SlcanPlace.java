package org.buslane.core.slcan;

/** Where an adapter is. */
public sealed interface SlcanPlace {
    /** A serial line, or a USB device that looks like one.
     *
     * @param path of the device, from the root on
     * @param baud of the line, in bits per second; a USB device does not mind
     */
    record Serial(String path, int baud) implements SlcanPlace {
        /** What most adapters with a real serial line have, and python-can takes if nothing is said. */
        public static final int USUAL_BAUD = 115_200;

        public Serial {
            if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "'%s' is no adapter: a whole path such as /dev/ttyACM0, or tcp:HOST:PORT".formatted(path));
            }
            if (baud < 1) {
                throw new IllegalArgumentException("a serial line has a speed, not " + baud);
            }
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** An adapter, or a serial line behind a server, over TCP.
     *
     * @param host an address, or a name
     */
    record Tcp(String host, int port) implements SlcanPlace {
        private static final int PORTS = 0xffff;

        public Tcp {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("tcp: needs a host and a port, such as tcp:192.168.1.7:3333");
            }
            if (port < 1 || port > PORTS) {
                throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
            }
        }

        @Override
        public String toString() {
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
