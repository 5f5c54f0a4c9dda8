{{- define "entropylong.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What never changes and so may be selected by. */}}
{{- define "entropylong.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "entropylong.labels" -}}
{{ include "entropylong.selectorLabels" . }}
app.kubernetes.io/part-of: entropylong
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "entropylong.image" -}}
{{- $tag := default .root.Chart.AppVersion .root.Values.image.tag -}}
{{- $name := .service -}}
{{- if and (eq .service "entropy") .root.Values.gpu.enabled -}}{{- $name = "entropy-cuda" -}}{{- end -}}
{{ .root.Values.image.repository }}/{{ $name }}:{{ $tag }}
{{- end -}}

{{- define "entropylong.kafka" -}}
{{- if .Values.devStack.enabled -}}
{{ include "entropylong.fullname" . }}-kafka:9092
{{- else -}}
{{- required "kafka.bootstrapServers must be given, or devStack.enabled set" .Values.kafka.bootstrapServers -}}
{{- end -}}
{{- end -}}

{{- define "entropylong.opensearch" -}}
{{- if .Values.devStack.enabled -}}
http://{{ include "entropylong.fullname" . }}-opensearch:9200
{{- else -}}
{{- required "opensearch.url must be given, or devStack.enabled set" .Values.opensearch.url -}}
{{- end -}}
{{- end -}}

{{- define "entropylong.port" -}}
{{- get (dict "retrieval" "8081" "entropy" "8082" "verifier" "8083" "assembler" "8084") . -}}
{{- end -}}

{{/* The path of the model as the service sees it; empty for the image's own. */}}
{{- define "entropylong.model" -}}
{{- if eq .Values.model.source "image" -}}
{{- else -}}
/models/{{ required "model.path must be given with model.source pvc or s3" .Values.model.path }}
{{- end -}}
{{- end -}}

{{- define "entropylong.podSecurityContext" -}}
runAsNonRoot: true
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "entropylong.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Which model, and in what it computes. */}}
{{- define "entropylong.modelEnv" -}}
{{- with include "entropylong.model" . }}
- {name: ENTROPYLONG_ENTROPY_MODEL, value: {{ . | quote }}}
{{- end }}
{{- if .Values.gpu.enabled }}
- {name: ENTROPYLONG_ENTROPY_PRECISION, value: {{ .Values.gpu.precision | quote }}}
{{- end }}
{{- end -}}

{{/* An init container that fetches the model from S3 to the volume "model". */}}
{{- define "entropylong.modelFetch" -}}
- name: model
  image: {{ .Values.model.s3.image }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args:
    - s3
    - sync
    - --no-progress
    {{- with .Values.model.s3.endpoint }}
    - --endpoint-url={{ . }}
    {{- end }}
    - {{ required "model.s3.uri must be given with model.source s3" .Values.model.s3.uri | quote }}
    - /models
  env:
    - {name: HOME, value: /tmp}
  {{- with .Values.model.s3.existingSecret }}
  envFrom:
    - secretRef: {name: {{ . }}}
  {{- end }}
  securityContext:
    {{- include "entropylong.containerSecurityContext" . | nindent 4 }}
  resources:
    requests: {cpu: 100m, memory: 256Mi}
    limits: {memory: 512Mi}
  volumeMounts:
    - {name: model, mountPath: /models}
    - {name: tmp, mountPath: /tmp}
{{- end -}}

{{/* The volume "model"; empty where the model lies in the image. */}}
{{- define "entropylong.modelVolume" -}}
{{- if eq .Values.model.source "pvc" -}}
- name: model
  persistentVolumeClaim:
    claimName: {{ required "model.pvc.existingClaim must be given with model.source pvc" .Values.model.pvc.existingClaim }}
    readOnly: true
{{- else if eq .Values.model.source "s3" -}}
- name: model
  emptyDir: {}
{{- end -}}
{{- end -}}
