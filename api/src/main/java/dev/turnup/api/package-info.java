/**
 * The front desk: takes orders over REST and answers what became of them. Nobody enters but by
 * HTTP, and standalone by its configuration.
 */
@NullMarked
package dev.turnup.api;

import org.jspecify.annotations.NullMarked;
