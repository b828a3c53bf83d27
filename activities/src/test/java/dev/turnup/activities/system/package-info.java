@NullMarked
package dev.turnup.activities.system;

import org.jspecify.annotations.NullMarked;
