{{/* Who is let in over HTTP, and how the services get in elsewhere. */}}
{{- define "entropylong.securityEnv" -}}
{{- $security := .Values.security -}}
- {name: ENTROPYLONG_SECURITY_MODE, value: {{ $security.mode | quote }}}
- {name: ENTROPYLONG_SECURITY_OPENMETRICS, value: {{ $security.openMetrics | quote }}}
{{- if eq $security.mode "keys" }}
{{- $secret := required "security.existingSecret must be given with security.mode keys; or say security.mode none" $security.existingSecret }}
{{- range $role := list "admin" "submit" "read" }}
- name: ENTROPYLONG_SECURITY_KEYS_{{ upper $role }}
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $role }}, optional: true}}
{{- end }}
{{- else if eq $security.mode "oidc" }}
- {name: ENTROPYLONG_SECURITY_OIDC_ISSUER, value: {{ required "security.oidc.issuer must be given with security.mode oidc" $security.oidc.issuer | quote }}}
- {name: ENTROPYLONG_SECURITY_OIDC_AUDIENCE, value: {{ $security.oidc.audience | quote }}}
- {name: ENTROPYLONG_SECURITY_OIDC_ROLESCLAIM, value: {{ $security.oidc.rolesClaim | quote }}}
{{- end }}
{{- end -}}

{{- define "entropylong.kafkaClientEnv" -}}
{{- range $setting, $value := .Values.kafka.client }}
- {name: ENTROPYLONG_KAFKA_CLIENT_{{ $setting | upper | replace "." "_" }}, value: {{ $value | quote }}}
{{- end }}
{{- with .Values.kafka.existingSecret }}
- name: ENTROPYLONG_KAFKA_CLIENT_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ . }}, key: sasl.jaas.config}}
{{- end }}
{{- if .Values.kafka.caSecret }}
- {name: ENTROPYLONG_KAFKA_CLIENT_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: ENTROPYLONG_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION, value: /etc/entropylong/kafka/ca.crt}
{{- end }}
{{- end -}}

{{- define "entropylong.opensearchEnv" -}}
{{- with .Values.opensearch.existingSecret }}
- name: ENTROPYLONG_RETRIEVAL_OPENSEARCHUSERNAME
  valueFrom: {secretKeyRef: {name: {{ . }}, key: username}}
- name: ENTROPYLONG_RETRIEVAL_OPENSEARCHPASSWORD
  valueFrom: {secretKeyRef: {name: {{ . }}, key: password}}
{{- end }}
{{- if .Values.opensearch.caSecret }}
- {name: ENTROPYLONG_RETRIEVAL_OPENSEARCHSSLBUNDLE, value: opensearch}
- {name: SPRING_SSL_BUNDLE_PEM_OPENSEARCH_TRUSTSTORE_CERTIFICATE, value: "file:/etc/entropylong/opensearch/ca.crt"}
{{- end }}
{{- end -}}
