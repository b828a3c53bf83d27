@NullMarked
package dev.turnup.api.schema;

import org.jspecify.annotations.NullMarked;
