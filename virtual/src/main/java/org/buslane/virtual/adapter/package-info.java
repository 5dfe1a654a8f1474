/** Serial CAN adapters that speak slcan, as one end of a virtual bus. */
@NullMarked
package org.buslane.virtual.adapter;

import org.jspecify.annotations.NullMarked;
