/** Who may ask: bearer tokens and what they allow. */
@NullMarked
package dev.turnup.api.security;

import org.jspecify.annotations.NullMarked;
