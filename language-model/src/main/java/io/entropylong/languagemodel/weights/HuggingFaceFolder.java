package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A llama-family model in a Hugging Face folder: config.json, tokenizer.json and safetensors, sharded or not. */
final class HuggingFaceFolder implements ModelSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final JsonNode config;
    private final LlamaShape shape;
    private final Map<String, Safetensors> shardOfTensor = new LinkedHashMap<>();
    private final List<Safetensors> shards = new ArrayList<>();

    private HuggingFaceFolder(Path folder, JsonNode config) {
        this.folder = folder;
        this.config = config;
        this.shape = shape(folder, config);
    }

    static HuggingFaceFolder open(Path folder) throws IOException {
        JsonNode config = JSON.readTree(Files.readString(required(folder, "config.json")));
        required(folder, "tokenizer.json");
        HuggingFaceFolder model = new HuggingFaceFolder(folder, config);
        try {
            model.openShards();
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void openShards() throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        TreeSet<String> names = new TreeSet<>();
        if (Files.exists(index)) {
            JSON.readTree(Files.readString(index)).path("weight_map").forEach(file -> names.add(file.asString()));
        } else {
            names.add("model.safetensors");
        }
        for (String name : names) {
            Safetensors shard = new Safetensors(required(folder, name));
            shards.add(shard);
            for (String tensor : shard.names()) shardOfTensor.put(tensor, shard);
        }
    }

    private static Path required(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) throw new UnsupportedModelException(folder + ": " + name + " is missing");
        return file;
    }

    private static LlamaShape shape(Path folder, JsonNode config) {
        String type = config.path("model_type").asString("");
        if (!type.equals("llama")) {
            throw new UnsupportedModelException(
                    folder + "/config.json: model_type " + type + " is not supported; llama is");
        }
        if (!config.path("rope_scaling").isMissingNode()
                && !config.path("rope_scaling").isNull()) {
            throw new UnsupportedModelException(folder + "/config.json: rope_scaling is not supported yet");
        }
        if (config.path("attention_bias").asBoolean(false)
                || config.path("mlp_bias").asBoolean(false)) {
            throw new UnsupportedModelException(folder + "/config.json: biases are not supported yet");
        }
        String activation = config.path("hidden_act").asString("silu");
        if (!activation.equals("silu")) {
            throw new UnsupportedModelException(
                    folder + "/config.json: hidden_act " + activation + " is not supported; silu is");
        }
        int heads = number(folder, config, "num_attention_heads");
        int hidden = number(folder, config, "hidden_size");
        return new LlamaShape(
                folder.toAbsolutePath().getFileName().toString(),
                number(folder, config, "num_hidden_layers"),
                hidden,
                heads,
                config.path("num_key_value_heads").asInt(heads),
                config.path("head_dim").asInt(hidden / heads),
                number(folder, config, "intermediate_size"),
                number(folder, config, "vocab_size"),
                number(folder, config, "max_position_embeddings"),
                config.path("rope_theta")
                        .asDouble(config.path("rope_parameters")
                                .path("rope_theta")
                                .asDouble(10_000)),
                (float) config.path("rms_norm_eps").asDouble(1e-6),
                config.path("tie_word_embeddings").asBoolean(false));
    }

    private static int number(Path folder, JsonNode config, String field) {
        if (!config.path(field).isIntegralNumber()) {
            throw new UnsupportedModelException(folder + "/config.json: " + field + " is missing or no number");
        }
        return config.path(field).asInt();
    }

    @Override
    public LlamaShape shape() {
        return shape;
    }

    @Override
    public float[] tensor(String name) throws IOException {
        Safetensors shard = shardOfTensor.get(name);
        if (shard == null) throw new UnsupportedModelException(folder + ": tensor " + name + " is missing");
        return shard.tensor(name);
    }

    @Override
    public String tokenizerJson() throws IOException {
        return Files.readString(folder.resolve("tokenizer.json"));
    }

    @Override
    public List<Integer> startIds() {
        JsonNode start = config.path("bos_token_id");
        if (!start.isIntegralNumber()) {
            throw new UnsupportedModelException(folder + "/config.json: bos_token_id is missing");
        }
        return List.of(start.asInt());
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("config.json"));
        files.add(folder.resolve("tokenizer.json"));
        shards.forEach(shard -> files.add(shard.path()));
        return files;
    }

    @Override
    public void close() throws IOException {
        for (Safetensors shard : shards) shard.close();
    }
}
