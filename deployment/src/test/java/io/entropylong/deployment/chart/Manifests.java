package io.entropylong.deployment.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.entropylong.deployment.Project;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Validates a manifest by the types that Kubernetes and the operators publish: unknown, missing and mistyped fields. */
final class Manifests {
    private static final String SCALED_OBJECT = "keda.sh/v1alpha1/ScaledObject";

    /** Throws what is wrong. */
    private interface Check {
        void accept(JsonElement manifest) throws IOException;
    }

    private static final Map<String, Check> CORE = Map.of(
            "v1/ConfigMap", V1ConfigMap::validateJsonElement,
            "v1/Service", V1Service::validateJsonElement,
            "v1/Pod", V1Pod::validateJsonElement,
            "batch/v1/Job", V1Job::validateJsonElement,
            "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "networking.k8s.io/v1/Ingress", V1Ingress::validateJsonElement,
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement);

    private static final Map<String, Class<?>> OPERATORS = Map.of(
            "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class);

    private static final Schema KEDA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Project.text("deployment/src/test/resources/scaled-object.schema.json"));

    private Manifests() {}

    /**
     * @throws IllegalArgumentException naming what is wrong, also for a kind that nothing here can validate
     */
    static void validate(JsonNode manifest) {
        String type = manifest.path("apiVersion").asString() + "/"
                + manifest.path("kind").asString();
        Check core = CORE.get(type);
        Class<?> operator = OPERATORS.get(type);
        if (core != null) {
            try {
                core.accept(JsonParser.parseString(manifest.toString()));
            } catch (IOException e) {
                throw new IllegalArgumentException(type, e);
            }
        } else if (operator != null) {
            UnknownFields.refuse(manifest.toString(), operator);
        } else if (type.equals(SCALED_OBJECT)) {
            List<Error> errors = KEDA.validate(manifest);
            if (!errors.isEmpty()) throw new IllegalArgumentException(type + ": " + errors);
        } else {
            throw new IllegalArgumentException("no schema for " + type);
        }
    }
}
