@NullMarked
package org.buslane.lab.junit;

import org.jspecify.annotations.NullMarked;
