/** A partner's receiver, simulated: shows the callbacks that arrived. */
@NullMarked
package dev.turnup.standalone.inbox;

import org.jspecify.annotations.NullMarked;
