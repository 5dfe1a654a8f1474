package org.buslane.linux.socket;

/**
 * Who is at the other end: struct ucred, in the numbering of the reader's namespaces.
 *
 * @param pid 0 if the process is not visible from here
 * @param uid 0 to 2^32 - 2
 * @param gid 0 to 2^32 - 2
 */
public record PeerCredentials(int pid, long uid, long gid) {}
