@NullMarked
package dev.turnup.workflows.identifier;

import org.jspecify.annotations.NullMarked;
