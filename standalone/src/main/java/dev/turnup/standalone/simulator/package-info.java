/** The operator's systems, simulated: own HTTP, with state, and failures on demand. */
@NullMarked
package dev.turnup.standalone.simulator;

import org.jspecify.annotations.NullMarked;
