@NullMarked
package dev.turnup.workflows.esim;

import org.jspecify.annotations.NullMarked;
