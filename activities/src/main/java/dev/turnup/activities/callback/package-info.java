/**
 * The partner's receiver: one attempt to tell it the outcome, signed, and proof of what came of it.
 */
@NullMarked
package dev.turnup.activities.callback;

import org.jspecify.annotations.NullMarked;
