@NullMarked
package dev.turnup.standalone.simulator;

import org.jspecify.annotations.NullMarked;
