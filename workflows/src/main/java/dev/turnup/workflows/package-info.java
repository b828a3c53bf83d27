/**
 * The story: what happens to an operation, what goes in, what comes out, and what the story needs
 * of the world. Every other room may enter; this one knows the Temporal SDK and nothing of Spring,
 * HTTP, clocks or configuration.
 */
@NullMarked
package dev.turnup.workflows;

import org.jspecify.annotations.NullMarked;
