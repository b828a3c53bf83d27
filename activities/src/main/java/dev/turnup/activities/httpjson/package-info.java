/** Systems over plain HTTP and JSON, in a form of our own, for those that speak no standard. */
@NullMarked
package dev.turnup.activities.httpjson;

import org.jspecify.annotations.NullMarked;
