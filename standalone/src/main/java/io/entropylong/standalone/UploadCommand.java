package io.entropylong.standalone;

import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.upload.DatasetUpload;
import io.entropylong.assembler.upload.ObjectPlace;
import io.entropylong.assembler.upload.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A finished dataset goes to an object store. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a finished dataset to S3, or to a store that speaks its protocol.",
            "What is there already is not sent again; manifest.json comes last. Credentials and region come from",
            "the environment, as for every tool of AWS.",
            "Example: entropylong upload DIR s3://bucket/prefix --endpoint http://127.0.0.1:9000 --path-style"
        })
final class UploadCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Parameters(index = "1", paramLabel = "s3://BUCKET/PREFIX", description = "where its files go")
    String target = "";

    @Option(names = "--endpoint", paramLabel = "URL", description = "of a store that is not AWS's own")
    @Nullable
    URI endpoint;

    @Option(names = "--region", description = "the bucket's (default: of the environment)")
    @Nullable
    String region;

    @Option(names = "--path-style", description = "the bucket stands in the path, as MinIO wants it")
    boolean pathStyle;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli sets this");
        ObjectPlace place;
        try {
            place = ObjectPlace.parse(target);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "the target " + e.getMessage(), e);
        }
        DatasetFolder folder = new DatasetFolder(dataset);
        if (!folder.complete()) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        DatasetUpload.Result result =
                new DatasetUpload(new ObjectStore(endpoint, region, pathStyle)).upload(folder, place);
        output.print(
                result,
                done -> String.format(
                        Locale.ROOT,
                        "%d files, %d bytes sent to %s; %d were there",
                        done.sent(),
                        done.sentBytes(),
                        place,
                        done.kept()));
        return ExitCode.DONE;
    }
}
