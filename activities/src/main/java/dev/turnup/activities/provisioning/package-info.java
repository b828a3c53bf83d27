/**
 * The operator's systems as they are configured: which one is asked, whatever it speaks, and what
 * is made of a deed of which nobody knows whether it happened.
 */
@NullMarked
package dev.turnup.activities.provisioning;

import org.jspecify.annotations.NullMarked;
