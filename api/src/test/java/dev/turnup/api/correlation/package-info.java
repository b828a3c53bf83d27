@NullMarked
package dev.turnup.api.correlation;

import org.jspecify.annotations.NullMarked;
