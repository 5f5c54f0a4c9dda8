package io.entropylong.standalone;

import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.core.JacksonException;

/** The {@code entropylong} command. */
@Command(
        name = "entropylong",
        mixinStandardHelpOptions = true,
        version = EntropyLong.VERSION,
        description = "Builds long-context training data whose far-away passages measurably help.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            InspectCommand.class,
            EstimateCommand.class,
            ServeCommand.class,
            CorpusCommand.class,
            RunsCommand.class,
            ScoreCommand.class,
            ModelCommand.class,
            VerifyCommand.class,
            SweepCommand.class,
            PackCommand.class,
            StatsCommand.class,
            ExplainCommand.class,
            RebuildCommand.class,
            ExportCommand.class,
            UploadCommand.class,
            DeadLetterCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong demo --out demo-dataset",
            "  entropylong run --corpus books.jsonl.gz --out books-dataset --samples 10",
            "  entropylong inspect books-dataset",
            "  source <(entropylong generate-completion)"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: done",
            "1: failed",
            "2: wrong usage",
            "3: done, but records were rejected, roots failed, or the run was cancelled",
            "4: a server does not answer",
            "130: interrupted"
        })
public final class EntropyLong {
    static final String VERSION = "entropylong 0.1.0";

    private EntropyLong() {}

    /** Runs a subcommand and exits with its code. */
    public static void main(String[] arguments) {
        // the services leave no non-daemon thread behind, but a native library of theirs might
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new EntropyLong());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            // the parts fail because they are being stopped
            if (!Interruption.underWay()) line.getErr().println("entropylong: " + reasons(failure));
            return failure instanceof UnreachableServer ? ExitCode.UNREACHABLE : ExitCode.FAILED;
        });
        return command;
    }

    /** The messages of a failure and its causes, each once. */
    private static String reasons(Throwable failure) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // whoever read the JSON has said it better
            if (cause instanceof JacksonException && !reasons.isEmpty()) break;
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (reasons.stream().noneMatch(known -> known.contains(message))) reasons.add(message);
            if (cause instanceof UserError) break;
        }
        return String.join(": ", reasons);
    }
}
