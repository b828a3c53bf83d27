/**
 * How durable records look as bytes. Every process that talks to Temporal must use this one form.
 */
@NullMarked
package dev.turnup.workflows.payload;

import org.jspecify.annotations.NullMarked;
