/** Finds or starts the Temporal server that standalone works with. */
@NullMarked
package dev.turnup.standalone.temporal;

import org.jspecify.annotations.NullMarked;
