/**
 * Whom callbacks may be sent to. The door asks when it takes a request, the sender again whenever
 * it calls, as a name may have changed its address in between.
 */
@NullMarked
package dev.turnup.receivers;

import org.jspecify.annotations.NullMarked;
