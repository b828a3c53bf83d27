/**
 * How an outcome is told until the receiver has it, told again, and how receivers in trouble are
 * treated: the workflow code of callbacks. Operations enter it with an outcome that is decided.
 */
@NullMarked
package dev.turnup.workflows.delivery;

import org.jspecify.annotations.NullMarked;
