package io.entropylong.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of topic {@code documents}: its JSON Schema and AsyncAPI document say what the code does. */
class DocumentContractTest {
    private static final Path ASYNCAPI = Path.of("../docs/api/documents.asyncapi.json");
    private static final String SCHEMA = "/io/entropylong/common/message/document.schema.json";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final Schema schema = SCHEMAS.getSchema(resource(SCHEMA));
    private final MessageCodec codec = new MessageCodec();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'corpus':'c','id':'1','text':'t'}",
                "{'v':1,'corpus':'c','id':'1','text':'t'}",
                "{'corpus':'c','id':'1','text':'t','metadata':null}",
                "{'corpus':'c','id':'1','text':'t','metadata':{'year':'1851'}}",
                "{'corpus':'a-b_9','id':'a/b c','text':' t ','mine':[1]}"
            })
    void whatTheSchemaAllowsIsADocument(String record) {
        String json = record.replace('\'', '"');

        assertThat(schema.validate(JsonMapper.shared().readTree(json))).isEmpty();
        assertThat(decoded(json).text()).contains("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'text'",
                "{'v':2,'corpus':'c','id':'1','text':'t'}",
                "{'corpus':'c','id':'1','text':'t', 'v' : 2}",
                "{'v':0,'corpus':'c','id':'1','text':'t'}",
                "{'v':'1','corpus':'c','id':'1','text':'t'}",
                "{'v':[1],'corpus':'c','id':'1','text':'t'}",
                "{'v':99999999999999999999,'corpus':'c','id':'1','text':'t'}",
                "{'v':null,'corpus':'c','id':'1','text':'t'}",
                "{'corpus':'c','id':'1'}",
                "{'corpus':'c','text':'t'}",
                "{'id':'1','text':'t'}",
                "{'corpus':'c','id':'1','text':null}",
                "{'corpus':'c','id':'1','text':' \\n'}",
                "{'corpus':'c','id':'','text':'t'}",
                "{'corpus':'c','id':7,'text':'t'}",
                "{'corpus':'c','id':'1','text':7.5}",
                "{'corpus':'c','id':'1','text':['t']}",
                "{'corpus':true,'id':'1','text':'t'}",
                "{'corpus':'No Name','id':'1','text':'t'}",
                "{'corpus':'-c','id':'1','text':'t'}",
                "{'corpus':'c','id':'1','text':'t','metadata':[]}",
                "{'corpus':'c','id':'1','text':'t','metadata':'m'}",
                "{'corpus':'c','id':'1','text':'t','metadata':{'year':1851}}",
                "{'corpus':'c','id':'1','text':'t','metadata':{'year':null}}",
                "{'corpus':'c','id':'1','text':'t','metadata':{'in':{'ner':'1'}}}"
            })
    void whatTheSchemaForbidsIsNone(String record) {
        String json = record.replace('\'', '"');

        assertThat(schema.validate(JsonMapper.shared().readTree(json))).isNotEmpty();
        assertThatThrownBy(() -> decoded(json)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void anIdOfMoreThan400CharactersIsForbidden() {
        DocumentSubmitted longest = new DocumentSubmitted("c", "i".repeat(400), "t", Map.of());

        assertThat(schema.validate(JsonMapper.shared().readTree(codec.encode(longest))))
                .isEmpty();
        String tooLong = codec.toJson(longest).replace("i".repeat(400), "i".repeat(401));
        assertThat(schema.validate(JsonMapper.shared().readTree(tooLong))).isNotEmpty();
        assertThatThrownBy(() -> decoded(tooLong))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("id has 401 bytes");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThatThrownBy(() -> decoded("{\"corpus\":\"c\",\"id\":\"1\",\"text\":\"\\ud800\"}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("text has half a surrogate pair");
    }

    @Test
    void theSchemasExamplesAreDocuments() {
        JsonNode examples = JsonMapper.shared().readTree(resource(SCHEMA)).path("examples");

        assertThat(examples).hasSize(2).allSatisfy(example -> {
            assertThat(schema.validate(example)).isEmpty();
            assertThat(decoded(example.toString()).corpus()).isEqualTo("books");
        });
    }

    @Test
    void theAsyncApiDocumentIsOneAndNamesTheTopicsAndTheSchema() throws IOException {
        JsonNode document = JsonMapper.shared().readTree(Files.readString(ASYNCAPI));

        assertThat(asyncApi().validate(document)).isEmpty();
        assertThat(document.at("/channels/documents/address").asString()).isEqualTo(Topics.DOCUMENTS);
        assertThat(document.at("/channels/deadLetters/address").asString())
                .isEqualTo(Topics.deadLetters(Topics.DOCUMENTS));
        String reference =
                document.at("/components/messages/document/payload/schema/$ref").asString();
        assertThat(Files.readString(ASYNCAPI.resolveSibling(reference))).isEqualTo(resource(SCHEMA));
    }

    @Test
    void aDocumentThatIsNoAsyncApiIsFoundOut() throws IOException {
        String broken = Files.readString(ASYNCAPI).replace("\"action\": \"receive\"", "\"action\": \"read\"");

        assertThat(asyncApi().validate(JsonMapper.shared().readTree(broken))).isNotEmpty();
    }

    private DocumentSubmitted decoded(String json) {
        return codec.decode(json.getBytes(StandardCharsets.UTF_8), DocumentSubmitted.class);
    }

    /** The AsyncAPI initiative's own schema, from @asyncapi/specs 6.11.1 (Apache-2.0). */
    private static Schema asyncApi() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(DocumentContractTest.class.getResourceAsStream("/asyncapi/3.0.0.json.gz")))) {
            return SCHEMAS.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DocumentContractTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
