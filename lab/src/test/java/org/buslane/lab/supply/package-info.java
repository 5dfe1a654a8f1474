@NullMarked
package org.buslane.lab.supply;

import org.jspecify.annotations.NullMarked;
