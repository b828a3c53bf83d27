/** The time by which a workflow goes. */
@NullMarked
package dev.turnup.workflows.clock;

import org.jspecify.annotations.NullMarked;
