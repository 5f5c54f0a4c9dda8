/** What the tests of the deployment files share: the project folder and the real tools. */
@NullMarked
package io.entropylong.deployment;

import org.jspecify.annotations.NullMarked;
