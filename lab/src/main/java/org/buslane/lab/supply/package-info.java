/** What labs are made of: kernels, emulator and trees from Debian's packages, built once into the build folder. */
@NullMarked
package org.buslane.lab.supply;

import org.jspecify.annotations.NullMarked;
