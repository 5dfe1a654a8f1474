/** A node's configuration, from YAML to what is declared. */
@NullMarked
package org.buslane.node.config;

import org.jspecify.annotations.NullMarked;
