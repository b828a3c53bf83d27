/** The words in which a failure travels from an activity to the story. */
@NullMarked
package dev.turnup.workflows.failure;

import org.jspecify.annotations.NullMarked;
