@NullMarked
package dev.turnup.workflows.fulfilment;

import org.jspecify.annotations.NullMarked;
