/** The one quick attempt inside a workflow task with which steps and callbacks begin. */
@NullMarked
package dev.turnup.workflows.localfirst;

import org.jspecify.annotations.NullMarked;
