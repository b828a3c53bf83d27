@NullMarked
package dev.turnup.api.catalogue;

import org.jspecify.annotations.NullMarked;
