@NullMarked
package dev.turnup.api.plan;

import org.jspecify.annotations.NullMarked;
