/** The words of the API: all codes that refusals and callbacks can have. */
@NullMarked
package dev.turnup.api.catalogue;

import org.jspecify.annotations.NullMarked;
