package io.entropylong.embedded.search;

import java.util.List;
import org.opensearch.Version;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** A node whose plugins come from the class path instead of from a plugins folder. */
final class PluggedNode extends Node {
    private static final String LEAST_JAVA = "21";

    PluggedNode(Environment environment, List<String> pluginClasses) {
        super(environment, pluginClasses.stream().map(PluggedNode::plugin).toList(), true);
    }

    private static PluginInfo plugin(String className) {
        return new PluginInfo(className, className, "", Version.CURRENT, LEAST_JAVA, className, null, List.of(), false);
    }
}
