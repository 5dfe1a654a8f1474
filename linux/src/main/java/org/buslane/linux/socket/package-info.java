/** Unix sockets: single messages, batches of messages, passed descriptors, credentials. */
@NullMarked
package org.buslane.linux.socket;

import org.jspecify.annotations.NullMarked;
