{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/* Labels of every object: Kubernetes' recommended ones. */}}
{{- define "firebreak.labels" -}}
app.kubernetes.io/name: firebreak
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/* What the API server calls the two ServiceAccounts: the fences tell writers by it. */}}
{{- define "firebreak.operator.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:firebreak-operator
{{- end }}
{{- define "firebreak.agent.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:firebreak-agent
{{- end }}
