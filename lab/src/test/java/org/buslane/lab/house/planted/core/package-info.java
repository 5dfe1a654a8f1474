@NullMarked
package org.buslane.lab.house.planted.core;

import org.jspecify.annotations.NullMarked;
