/** Calling Temporal in time, and whether it can be reached. */
@NullMarked
package dev.turnup.api.temporal;

import org.jspecify.annotations.NullMarked;
