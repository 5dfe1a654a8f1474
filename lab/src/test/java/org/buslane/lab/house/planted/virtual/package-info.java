@NullMarked
package org.buslane.lab.house.planted.virtual;

import org.jspecify.annotations.NullMarked;
