@NullMarked
package dev.turnup.activities.tmf640;

import org.jspecify.annotations.NullMarked;
