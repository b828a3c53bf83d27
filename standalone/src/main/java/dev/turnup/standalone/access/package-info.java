/** Tokens of standalone's own making, so that the first request needs no identity provider. */
@NullMarked
package dev.turnup.standalone.access;

import org.jspecify.annotations.NullMarked;
