@NullMarked
package dev.turnup.activities.httpjson;

import org.jspecify.annotations.NullMarked;
