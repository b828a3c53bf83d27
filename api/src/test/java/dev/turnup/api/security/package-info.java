@NullMarked
package dev.turnup.api.security;

import org.jspecify.annotations.NullMarked;
