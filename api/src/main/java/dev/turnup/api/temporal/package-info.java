/**
 * Calling Temporal in time, starting what is done once for its id, and whether it can be reached.
 */
@NullMarked
package dev.turnup.api.temporal;

import org.jspecify.annotations.NullMarked;
