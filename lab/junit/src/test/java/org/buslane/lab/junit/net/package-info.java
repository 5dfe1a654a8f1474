@NullMarked
package org.buslane.lab.junit.net;

import org.jspecify.annotations.NullMarked;
