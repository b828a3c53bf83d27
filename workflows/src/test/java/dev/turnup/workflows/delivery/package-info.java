@NullMarked
package dev.turnup.workflows.delivery;

import org.jspecify.annotations.NullMarked;
