@NullMarked
package dev.turnup.activities.suspension;

import org.jspecify.annotations.NullMarked;
