@NullMarked
package org.buslane.proof.house.planted.core;

import org.jspecify.annotations.NullMarked;
