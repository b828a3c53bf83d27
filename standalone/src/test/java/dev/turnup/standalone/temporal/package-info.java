@NullMarked
package dev.turnup.standalone.temporal;

import org.jspecify.annotations.NullMarked;
