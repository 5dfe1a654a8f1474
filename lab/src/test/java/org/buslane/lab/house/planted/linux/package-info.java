@NullMarked
package org.buslane.lab.house.planted.linux;

import org.jspecify.annotations.NullMarked;
