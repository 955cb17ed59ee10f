/** What a strict reader of metrics finds: families by name, each with its kind and its series. */
export interface Read { kind: string; series: Map<string, number> }

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"`;
const SAMPLE = new RegExp(String.raw`^(${NAME})(\{(?:${LABEL}(?:,${LABEL})*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$`);
const ENDINGS: Readonly<Record<string, readonly string[]>> = { counter: ["_total"], gauge: [""], histogram: ["_bucket", "_sum", "_count"] };

/** Reads Prometheus text format 0.0.4 or OpenMetrics 1.0.0 and throws an Error at the first thing that the specification does not allow. */
export function readExposition(text: string, format: "text" | "openmetrics"): Map<string, Read> {
  if (!text.endsWith(format === "openmetrics" ? "\n# EOF\n" : "\n")) throw new Error("The end is missing.");
  const lines = text.slice(0, -1).split("\n");
  if (format === "openmetrics") lines.pop();
  const families = new Map<string, Read>();
  let name = "";
  for (const line of lines) {
    const [, word, announced, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (word === "HELP") { name = begin(families, announced!, rest!); continue; }
    if (word === "TYPE") { if (announced !== name || !(rest! in ENDINGS)) throw new Error(`Not expected: ${line}`); families.get(name)!.kind = rest!; continue; }
    take(families.get(name), name, line, format);
  }
  for (const [family, { kind, series }] of families) if (kind === "histogram") checkBuckets(family, series);
  return families;
}

function begin(families: Map<string, Read>, name: string, words: string): string {
  if (families.has(name) || words.trim() === "") throw new Error(`Begun twice, or without words: ${name}`);
  families.set(name, { kind: "", series: new Map() });
  return name;
}

function take(family: Read | undefined, name: string, line: string, format: string): void {
  const [, sample, labels = "", value] = SAMPLE.exec(line) ?? [];
  if (!family?.kind || sample === undefined) throw new Error(`Not expected: ${line}`);
  const base = format === "text" && family.kind === "counter" ? name.replace(/_total$/, "") : name;
  if (!ENDINGS[family.kind]!.some((ending) => sample === base + ending)) throw new Error(`${sample} does not belong to ${name}`);
  if (family.series.has(sample + labels)) throw new Error(`Told twice: ${line}`);
  family.series.set(sample + labels, Number(value!.replace("Inf", "Infinity")));
}

function checkBuckets(family: string, series: ReadonlyMap<string, number>): void {
  const last = new Map<string, { bound: number; value: number }>();
  for (const [key, value] of series) {
    const [, rest = "", bound = ""] = /^[^{]*_bucket\{(.*?),?le="([^"]*)"\}$/.exec(key) ?? [];
    if (bound === "") continue;
    const [here, before] = [Number(bound.replace("Inf", "Infinity")), last.get(rest) ?? { bound: -Infinity, value: 0 }];
    if (here <= before.bound || value < before.value) throw new Error(`Buckets of ${family} do not rise: ${key}`);
    last.set(rest, { bound: here, value });
  }
  for (const [rest, { bound, value }] of last) if (bound !== Infinity || series.get(`${family}_count${rest ? `{${rest}}` : ""}`) !== value) throw new Error(`${family}{${rest}} does not add up`);
}
