@NullMarked
package dev.turnup.workflows.payload;

import org.jspecify.annotations.NullMarked;
