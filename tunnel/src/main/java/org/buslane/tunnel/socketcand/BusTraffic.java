package org.buslane.tunnel.socketcand;

/** What has gone over a bus since it began, as /proc/net/dev has it. */
public record BusTraffic(long receivedBytes, long receivedFrames, long sentBytes, long sentFrames) {}
