/**
 * What is done in which of the operator's systems, in which order, and how it is undone: plans,
 * steps and the hands that the story needs for them.
 */
@NullMarked
package dev.turnup.workflows.provisioning;

import org.jspecify.annotations.NullMarked;
