/** pcapng with SocketCAN packets: what Wireshark, tshark and tcpdump read and write. */
@NullMarked
package org.buslane.core.pcapng;

import org.jspecify.annotations.NullMarked;
