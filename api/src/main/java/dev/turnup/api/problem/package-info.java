/** Every answer that is not a success, in one shape. */
@NullMarked
package dev.turnup.api.problem;

import org.jspecify.annotations.NullMarked;
