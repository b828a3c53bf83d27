/**
 * Telling an outcome again, trying a receiver out and leaving alone one that has failed for long:
 * what may be asked for, by partners through the api and by operators through Temporal.
 */
@NullMarked
package dev.turnup.workflows.redelivery;

import org.jspecify.annotations.NullMarked;
