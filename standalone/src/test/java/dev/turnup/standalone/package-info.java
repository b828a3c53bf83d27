/** What the product promises, tried on a real Temporal server with the shipped applications. */
@NullMarked
package dev.turnup.standalone;

import org.jspecify.annotations.NullMarked;
