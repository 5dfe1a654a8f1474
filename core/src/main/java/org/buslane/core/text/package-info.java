/** Frames as text: cansend's and candump's formats, and lines for people. */
@NullMarked
package org.buslane.core.text;

import org.jspecify.annotations.NullMarked;
