package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A model as shipped: its shape, its weights by their Hugging Face names, its tokenizer. Not thread-safe; the files stay open
 * until it is closed.
 */
public interface ModelSource extends AutoCloseable {
    /**
     * @param path a GGUF file, or a folder with config.json, tokenizer.json and safetensors
     * @throws UnsupportedModelException when it is neither, damaged, or of an unsupported architecture
     */
    static ModelSource open(Path path) throws IOException {
        if (Files.isDirectory(path)) return HuggingFaceFolder.open(path);
        if (Files.isRegularFile(path)) return GgufModel.open(path);
        throw new UnsupportedModelException(path + ": there is no such model file or folder");
    }

    ModelShape shape();

    /**
     * @param name the Hugging Face name, for instance {@code model.layers.0.self_attn.q_proj.weight}
     * @param shape what it has to be, outermost first; a matrix is (output, input)
     * @return the values in float32, row-major
     * @throws UnsupportedModelException when it is missing, of another shape or of an unsupported type
     */
    float[] tensor(String name, long... shape) throws IOException;

    /**
     * Tensors that nobody has asked for yet, by the file's own names. A model that still has some when its graph is written is
     * more than its family's definition, and would be computed wrongly.
     */
    Set<String> unread();

    /**
     * Content of a tokenizer.json.
     *
     * @throws UnsupportedModelException when the file's tokenizer is of a kind that is not supported
     */
    String tokenizerJson() throws IOException;

    /** Ids in front of every document. */
    List<Integer> startIds();

    /** The files that the model's identity hangs on, in order. */
    List<Path> files();

    @Override
    void close() throws IOException;
}
