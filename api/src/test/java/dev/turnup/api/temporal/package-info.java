@NullMarked
package dev.turnup.api.temporal;

import org.jspecify.annotations.NullMarked;
