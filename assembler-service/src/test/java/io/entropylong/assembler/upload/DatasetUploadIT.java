package io.entropylong.assembler.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.ListedFile;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.embedded.EmbeddedObjectStore;
import io.entropylong.embedded.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Uploads to a server of S3's protocol that runs beside the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetUploadIT {
    private static final int PART_BYTES = 5 << 20;

    @TempDir
    private Path temporary;

    private EmbeddedObjectStore server;
    private ObjectStore store;
    private S3Client client;
    private ObjectPlace place;

    @BeforeAll
    void start(@TempDir Path work) throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = EmbeddedObjectStore.start(ServerHome.find(), work);
        store = new ObjectStore(server.endpoint(), null, true);
        client = store.client();
        client.createBucket(create -> create.bucket("datasets"));
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void place(TestInfo test) {
        place = ObjectPlace.parse(
                "s3://datasets/" + test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void everyFileArrivesUnderThePrefix() throws IOException {
        DatasetFolder dataset = dataset("a");

        DatasetUpload.Result result = new DatasetUpload(store).upload(dataset, place);

        assertThat(stored()).isEqualTo(local(dataset));
        assertThat(result.sent()).isEqualTo(stored().size());
        assertThat(new DatasetUpload(store).upload(dataset, place))
                .isEqualTo(new DatasetUpload.Result(0, 0, result.sent()));
    }

    @Test
    void largeFilesGoInParts() throws IOException {
        DatasetFolder dataset = dataset("a");
        add(dataset, "provenance/large.bin", 2 * PART_BYTES + 17);

        new DatasetUpload(store, PART_BYTES).upload(dataset, place);

        assertThat(stored()).isEqualTo(local(dataset));
        assertThat(new DatasetUpload(store, PART_BYTES).upload(dataset, place).sent())
                .isZero();
    }

    @Test
    void anUploadThatWasCutOffShowsNoIndexAndGoesOn() throws IOException {
        DatasetFolder dataset = dataset("a");
        Path shard = dataset.path().resolve("mds/shard.00001.mds");
        Path aside = Files.move(shard, temporary.resolve("aside"));
        assertThatThrownBy(() -> new DatasetUpload(store).upload(dataset, place))
                .isInstanceOf(IOException.class);
        assertThat(stored().keySet()).containsExactly("mds/shard.00000.mds");

        Files.move(aside, shard);
        // what lies there is not what the manifest lists
        client.putObject(
                put -> put.bucket("datasets").key(place.key("provenance/samples.jsonl")),
                RequestBody.fromString("old"));
        DatasetUpload.Result result = new DatasetUpload(store).upload(dataset, place);

        assertThat(result.kept()).isEqualTo(1);
        assertThat(stored()).isEqualTo(local(dataset));
    }

    @Test
    void aFileThatIsNotTheManifestsIsNotSent() throws IOException {
        DatasetFolder dataset = dataset("a");
        Path shard = dataset.path().resolve("mds/shard.00000.mds");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[5] ^= 1;
        Files.write(shard, bytes);

        assertThatThrownBy(() -> new DatasetUpload(store).upload(dataset, place))
                .hasMessageContaining("shard.00000.mds is not the file that manifest.json lists");
        assertThat(stored()).isEmpty();
    }

    @Test
    void anotherDatasetIsLeftAlone() throws IOException {
        DatasetFolder first = dataset("a");
        new DatasetUpload(store).upload(first, place);

        DatasetFolder second = dataset("b");
        add(second, "provenance/more.bin", 10);
        assertThatThrownBy(() -> new DatasetUpload(store).upload(second, place))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessage(place + " already holds another dataset");
        assertThat(stored()).isEqualTo(local(first));
    }

    @Test
    void aBucketThatIsMissingIsNamed() throws IOException {
        DatasetFolder dataset = dataset("a");

        assertThatThrownBy(() -> new DatasetUpload(store).upload(dataset, ObjectPlace.parse("s3://missing/x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot upload to s3://missing/x: ");
    }

    @Test
    void anUploadThatWasGivenUpIsMadeUpForLater() throws IOException {
        DatasetFolder dataset = dataset("a");
        ObjectStore away = new ObjectStore(URI.create("http://127.0.0.1:1"), null, true);

        assertThatThrownBy(() -> new DatasetUpload(away).upload(dataset, place))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UploadRefusedException.class)
                .hasMessageContaining("cannot upload to " + place);
        new DatasetUpload(store).upload(dataset, place);

        assertThat(stored()).isEqualTo(local(dataset));
    }

    private DatasetFolder dataset(String name) throws IOException {
        return new DatasetFolder(WrittenDataset.under(temporary.resolve(name)));
    }

    /** Adds a file to a finished dataset. */
    private static void add(DatasetFolder dataset, String path, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Path file = dataset.path().resolve(path);
        Files.write(file, content);
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(dataset.manifest()));
        ((ArrayNode) manifest.path("files")).addPOJO(new ListedFile(path, bytes, ListedFile.sha256(file)));
        Files.write(dataset.manifest(), JsonMapper.shared().writeValueAsBytes(manifest));
    }

    private Map<String, String> stored() throws IOException {
        Map<String, String> stored = new TreeMap<>();
        String prefix = place.key("");
        for (S3Object object : client.listObjectsV2Paginator(
                        list -> list.bucket("datasets").prefix(prefix))
                .contents()) {
            Path copy = Files.createTempFile(temporary, "object", "");
            Files.write(
                    copy,
                    client.getObjectAsBytes(get -> get.bucket("datasets").key(object.key()))
                            .asByteArray());
            stored.put(object.key().substring(prefix.length()), ListedFile.sha256(copy));
        }
        return stored;
    }

    private static Map<String, String> local(DatasetFolder dataset) throws IOException {
        Map<String, String> local = new TreeMap<>();
        for (ListedFile file : Manifest.read(dataset.path()).files()) local.put(file.path(), file.sha256());
        local.put("manifest.json", ListedFile.sha256(dataset.manifest()));
        return local;
    }
}
