@NullMarked
package dev.turnup.api;

import org.jspecify.annotations.NullMarked;
