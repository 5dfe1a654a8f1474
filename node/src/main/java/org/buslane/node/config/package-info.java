/** The gateway's configuration, from YAML to what the virtual buses are made of. */
@NullMarked
package org.buslane.node.config;

import org.jspecify.annotations.NullMarked;
