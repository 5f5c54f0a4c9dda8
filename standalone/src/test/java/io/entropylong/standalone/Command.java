package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command as a user types it: in a session of its own, as in a terminal; all that it prints goes to one file. */
final class Command {
    private final Process process;
    private final Path output;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param output for standard output and standard error
     */
    static Command start(Path output, List<String> arguments) throws IOException {
        // a build in the background ignores interrupts, and what it starts would too
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid", "../entropylong"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("ENTROPYLONG_BUILD", "off");
        Process process = builder.start();
        return new Command(process, output);
    }

    Process process() {
        return process;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Ctrl-C, which a terminal sends to the whole process group. */
    void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** The end of the command and of all that it started, without a chance to put anything in order. */
    void kill() throws IOException, InterruptedException {
        signal("KILL");
        process.waitFor();
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                .inheritIO()
                .start()
                .waitFor();
    }
}
