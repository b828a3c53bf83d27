@NullMarked
package dev.turnup.api.problem;

import org.jspecify.annotations.NullMarked;
