/** What a test inside the lab works with: network namespaces, CAN interfaces and the programs of can-utils. */
@NullMarked
package org.buslane.lab.junit.net;

import org.jspecify.annotations.NullMarked;
