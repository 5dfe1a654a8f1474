/**
 * Netlink: links, the kernel's CAN gateway, and what they stand on. What is public is for a lane; the wire, a row of
 * struct nlmsghdr and struct nlattr (linux/netlink.h) in the machine's byte order, stays inside.
 */
@NullMarked
package org.buslane.linux.netlink;

import org.jspecify.annotations.NullMarked;
