/** What a node's configuration declares, as values. */
@NullMarked
package org.buslane.node.declared;

import org.jspecify.annotations.NullMarked;
