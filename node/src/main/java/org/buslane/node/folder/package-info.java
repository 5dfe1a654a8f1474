/** Run folders: where a gateway keeps its sockets, and how its clients find them. */
@NullMarked
package org.buslane.node.folder;

import org.jspecify.annotations.NullMarked;
