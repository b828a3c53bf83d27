/**
 * Everything in one process, for somebody who tries it: api, worker, simulated back ends, a
 * callback inbox and a Temporal server at hand.
 */
@NullMarked
package dev.turnup.standalone;

import org.jspecify.annotations.NullMarked;
