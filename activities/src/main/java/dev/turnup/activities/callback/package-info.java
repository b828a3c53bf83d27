/** The partner's receiver: one attempt to tell it the outcome. */
@NullMarked
package dev.turnup.activities.callback;

import org.jspecify.annotations.NullMarked;
