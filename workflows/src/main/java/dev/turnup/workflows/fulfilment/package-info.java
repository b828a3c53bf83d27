/**
 * The workflow classes: provision step by step, undo if need be, decide the outcome once, tell the
 * partner. Only the worker enters, to register them; everybody else uses the interfaces in {@code
 * operation}.
 */
@NullMarked
package dev.turnup.workflows.fulfilment;

import org.jspecify.annotations.NullMarked;
