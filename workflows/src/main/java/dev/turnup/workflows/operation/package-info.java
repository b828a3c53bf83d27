/**
 * An operation as the outside sees it: the order that starts it, the workflow interfaces, the
 * outcome, and what can be looked up about it. The api starts and reads operations by this package
 * alone.
 */
@NullMarked
package dev.turnup.workflows.operation;

import org.jspecify.annotations.NullMarked;
