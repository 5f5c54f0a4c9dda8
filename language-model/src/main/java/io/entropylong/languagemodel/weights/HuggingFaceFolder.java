package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model in a Hugging Face folder: config.json, tokenizer.json and safetensors, sharded or not. */
final class HuggingFaceFolder implements ModelSource {
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String INDEX = "model.safetensors.index.json";
    private static final long LARGEST_CONFIG = 16L << 20;
    private static final long LARGEST_TOKENIZER = 512L << 20;
    private static final String HEAD = "lm_head.weight";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Hyperparameters config;
    private final ModelShape shape;
    private final Map<String, Safetensors> shardOfTensor = new TreeMap<>();
    private final Map<Path, Safetensors> shards = new LinkedHashMap<>();
    private final Set<String> unread;

    private HuggingFaceFolder(Path folder) throws IOException {
        this.folder = folder;
        Path file = required(CONFIG);
        required(TOKENIZER);
        config = new Hyperparameters(file.toString(), object(file));
        Family family = Family.of(config.text("model_type", ""), config.origin());
        try {
            openShards();
            boolean tied = config.flag("tie_word_embeddings", !shardOfTensor.containsKey(HEAD));
            shape = ModelShape.of(folder.toAbsolutePath().getFileName().toString(), family, config, tied);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        unread = new TreeSet<>(shardOfTensor.keySet());
        // old checkpoints carry what follows from the settings
        unread.removeIf(name -> name.endsWith(".rotary_emb.inv_freq"));
        // a tied head is the embedding, whether it is stored again or not
        if (shape.tiedHead()) unread.remove(HEAD);
    }

    static HuggingFaceFolder open(Path folder) throws IOException {
        return new HuggingFaceFolder(folder);
    }

    private void openShards() throws IOException {
        if (!Files.exists(folder.resolve(INDEX))) {
            Safetensors only = shard("model.safetensors");
            for (String tensor : only.names()) shardOfTensor.put(tensor, only);
            return;
        }
        Path index = required(INDEX);
        if (!(object(index).get("weight_map") instanceof Map<?, ?> weightMap)) {
            throw new UnsupportedModelException(index + ": weight_map is missing");
        }
        for (Map.Entry<?, ?> entry : weightMap.entrySet()) {
            String tensor = (String) entry.getKey();
            if (!(entry.getValue() instanceof String name)) {
                throw new UnsupportedModelException(index + ": tensor " + tensor + " has no shard");
            }
            Safetensors shard = shard(name);
            if (!shard.names().contains(tensor)) {
                throw new UnsupportedModelException(index + ": tensor " + tensor + " is not in " + name);
            }
            shardOfTensor.put(tensor, shard);
        }
    }

    private Safetensors shard(String name) throws IOException {
        Path file = required(name);
        Safetensors open = shards.get(file);
        if (open == null) {
            open = new Safetensors(file);
            shards.put(file, open);
        }
        return open;
    }

    /** A file of the folder itself; a name that leads out of it is refused. */
    private Path required(String name) {
        try {
            Path relative = Path.of(name);
            if (relative.getNameCount() == 1 && !relative.isAbsolute() && !name.equals("..")) {
                Path file = folder.resolve(relative);
                if (Files.isRegularFile(file)) return file;
                throw new UnsupportedModelException(folder + ": " + name + " is missing");
            }
        } catch (InvalidPathException e) {
            throw new UnsupportedModelException(folder + ": a shard's name is no file name: " + e.getReason());
        }
        throw new UnsupportedModelException(folder + ": shard " + name + " is not a file of this folder");
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> object(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(FileBytes.whole(file, LARGEST_CONFIG));
            if (json.isObject()) return JSON.treeToValue(json, Map.class);
            throw new UnsupportedModelException(file + ": not a JSON object");
        } catch (JacksonException e) {
            throw new UnsupportedModelException(file + ": not a JSON object: " + e.getOriginalMessage());
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public float[] tensor(String name, long... shape) throws IOException {
        Safetensors shard = shardOfTensor.get(name);
        if (shard == null) throw new UnsupportedModelException(folder + ": tensor " + name + " is missing");
        unread.remove(name);
        return shard.tensor(name, shape);
    }

    @Override
    public Set<String> unread() {
        return unread;
    }

    @Override
    public String tokenizerJson() throws IOException {
        return new String(FileBytes.whole(folder.resolve(TOKENIZER), LARGEST_TOKENIZER), StandardCharsets.UTF_8);
    }

    /** The start id, else, for models that have none, the first end id. */
    @Override
    public List<Integer> startIds() {
        Object id = config.values().get("bos_token_id");
        if (id == null) id = config.values().get("eos_token_id");
        if (id instanceof List<?> ids && !ids.isEmpty()) id = ids.getFirst();
        if (id instanceof Integer start && start >= 0 && start < shape.vocabulary()) return List.of(start);
        throw config.refused("neither bos_token_id nor eos_token_id is an id of the vocabulary");
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve(CONFIG));
        files.add(folder.resolve(TOKENIZER));
        shards.keySet().stream().sorted().forEach(files::add);
        return files;
    }

    @Override
    public void close() throws IOException {
        for (Safetensors shard : shards.values()) shard.close();
    }
}
