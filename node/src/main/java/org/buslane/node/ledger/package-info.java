/** The ledger of lanes: what became of each frame, in totals that never go back. */
@NullMarked
package org.buslane.node.ledger;

import org.jspecify.annotations.NullMarked;
