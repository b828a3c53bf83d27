@NullMarked
package dev.turnup.activities.http;

import org.jspecify.annotations.NullMarked;
