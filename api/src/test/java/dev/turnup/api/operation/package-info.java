@NullMarked
package dev.turnup.api.operation;

import org.jspecify.annotations.NullMarked;
