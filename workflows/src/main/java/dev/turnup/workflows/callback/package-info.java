/**
 * How a partner is told the outcome: what is sent, when it is tried again, and the hands for it.
 */
@NullMarked
package dev.turnup.workflows.callback;

import org.jspecify.annotations.NullMarked;
