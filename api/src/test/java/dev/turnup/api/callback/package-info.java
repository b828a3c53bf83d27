@NullMarked
package dev.turnup.api.callback;

import org.jspecify.annotations.NullMarked;
