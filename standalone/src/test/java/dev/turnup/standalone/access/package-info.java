@NullMarked
package dev.turnup.standalone.access;

import org.jspecify.annotations.NullMarked;
