/** A lab: a real Linux kernel as an ordinary process, planned here, started here, ended here. */
@NullMarked
package org.buslane.lab;

import org.jspecify.annotations.NullMarked;
