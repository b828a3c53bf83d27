@NullMarked
package dev.turnup.workflows.operation;

import org.jspecify.annotations.NullMarked;
