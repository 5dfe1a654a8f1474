package org.buslane.node.reconcile;

/**
 * What is not as it should be, for now.
 *
 * @param subject what it is about: {@code can0 of docker:seat-service}
 * @param why it could not be made so
 * @param attempts how often that was tried
 * @param millis since the first of these
 */
public record Trouble(String subject, String why, int attempts, long millis) {}
