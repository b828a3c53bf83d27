@NullMarked
package dev.turnup.workflows;

import org.jspecify.annotations.NullMarked;
