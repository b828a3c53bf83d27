@NullMarked
package dev.turnup.workflows.redelivery;

import org.jspecify.annotations.NullMarked;
