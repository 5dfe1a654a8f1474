/** What is declared, held against what is: each thing that the agent keeps up. */
@NullMarked
package org.buslane.node.reconcile;

import org.jspecify.annotations.NullMarked;
