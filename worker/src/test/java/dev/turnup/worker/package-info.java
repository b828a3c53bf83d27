@NullMarked
package dev.turnup.worker;

import org.jspecify.annotations.NullMarked;
