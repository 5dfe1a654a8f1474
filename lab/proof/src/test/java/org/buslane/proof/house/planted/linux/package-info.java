@NullMarked
package org.buslane.proof.house.planted.linux;

import org.jspecify.annotations.NullMarked;
