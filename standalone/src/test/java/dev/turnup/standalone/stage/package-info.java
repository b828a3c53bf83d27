/** Everything that such a try needs: server, processes, back ends, and the partner at both ends. */
@NullMarked
package dev.turnup.standalone.stage;

import org.jspecify.annotations.NullMarked;
