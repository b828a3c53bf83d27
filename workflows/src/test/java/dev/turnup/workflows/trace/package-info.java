@NullMarked
package dev.turnup.workflows.trace;

import org.jspecify.annotations.NullMarked;
