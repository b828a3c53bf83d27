/** Which receivers are left alone, as the runs that watch over them have it. */
@NullMarked
package dev.turnup.activities.suspension;

import org.jspecify.annotations.NullMarked;
