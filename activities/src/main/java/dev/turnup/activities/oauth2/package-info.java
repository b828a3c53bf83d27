/**
 * Tokens by OAuth 2.0 client credentials, for whoever calls: what a missing token means is for the
 * caller to say.
 */
@NullMarked
package dev.turnup.activities.oauth2;

import org.jspecify.annotations.NullMarked;
