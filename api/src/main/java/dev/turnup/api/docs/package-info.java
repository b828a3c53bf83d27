/** The description of the API for people and tools. */
@NullMarked
package dev.turnup.api.docs;

import org.jspecify.annotations.NullMarked;
