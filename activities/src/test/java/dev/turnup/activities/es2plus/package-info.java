@NullMarked
package dev.turnup.activities.es2plus;

import org.jspecify.annotations.NullMarked;
