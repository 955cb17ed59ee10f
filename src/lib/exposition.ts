import type { Family, Labels, Sample } from "./metrics.ts";

/** `text`: Prometheus text format 0.0.4; `openmetrics`: OpenMetrics 1.0.0. */
export type Exposition = "text" | "openmetrics";

export const CONTENT_TYPES: Readonly<Record<Exposition, string>> = {
  text: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

/** Which of the two somebody asks for by `Accept`; the older one where nothing is said. */
export function expositionFor(accept = ""): Exposition {
  return /\bapplication\/openmetrics-text\b/i.test(accept) ? "openmetrics" : "text";
}

/**
 * Figures as Prometheus reads them. The two formats differ in how a counter is announced and in the last line.
 * Source: prometheus.io/docs/instrumenting/exposition_formats and the OpenMetrics specification 1.0.0.
 */
export function exposed(families: readonly Family[], format: Exposition): string {
  const parts = families.map((family) => exposedFamily(family, format)).filter((part) => part !== "");
  return parts.join("") + (format === "openmetrics" ? "# EOF\n" : "");
}

function exposedFamily({ name, kind, words, samples }: Family, format: Exposition): string {
  const lines = samples();
  if (lines.length === 0) return "";
  const announced = kind === "counter" && format === "text" ? `${name}_total` : name;
  return `# HELP ${announced} ${escaped(words, format)}\n# TYPE ${announced} ${kind}\n${lines.map((sample) => line(name, sample)).join("")}`;
}

function escaped(words: string, format: Exposition): string {
  const plain = words.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return format === "openmetrics" ? plain.replaceAll('"', '\\"') : plain;
}

function line(name: string, { ending, labels, value }: Sample): string {
  return `${name}${ending}${inBraces(labels)} ${inDigits(value)}\n`;
}

function inBraces(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function inDigits(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
}
