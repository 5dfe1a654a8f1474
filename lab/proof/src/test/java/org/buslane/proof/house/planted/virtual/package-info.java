@NullMarked
package org.buslane.proof.house.planted.virtual;

import org.jspecify.annotations.NullMarked;
