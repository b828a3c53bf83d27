/**
 * The trace that an operation belongs to (W3C Trace Context), from the request through its run to
 * every call that is made for it. Nothing is decided by it.
 */
@NullMarked
package dev.turnup.workflows.trace;

import org.jspecify.annotations.NullMarked;
