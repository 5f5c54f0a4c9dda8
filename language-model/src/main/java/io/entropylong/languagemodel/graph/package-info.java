/** Writes the ONNX graph that computes entropies, without a protobuf library. */
@NullMarked
package io.entropylong.languagemodel.graph;

import org.jspecify.annotations.NullMarked;
