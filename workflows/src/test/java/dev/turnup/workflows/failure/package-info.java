@NullMarked
package dev.turnup.workflows.failure;

import org.jspecify.annotations.NullMarked;
