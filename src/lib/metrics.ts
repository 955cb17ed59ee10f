/** Figures of this process, for whoever watches it: counted where things happen, read by web/metrics.ts. */
export type Labels = Readonly<Record<string, string>>;
export interface Sample { ending: string; labels: Labels; value: number }
export interface Family { name: string; kind: "counter" | "gauge" | "histogram"; words: string; samples: () => Sample[] }

export interface Counter<Name extends string> { add: (labels: Record<Name, string>, by?: number) => void; family: Family }
export interface Gauge<Name extends string> { set: (labels: Record<Name, string>, value: number) => void; forget: () => void; family: Family }
export interface Histogram<Name extends string> { observe: (labels: Record<Name, string>, value: number) => void; family: Family }

const NAME = /^[a-z][a-z0-9_]*$/;
/** More series than this are not begun: a label must not hold what others choose freely. */
const MOST_SERIES = 5_000;
/** Stands between the values of labels in a key; no value holds it. */
const BETWEEN = "\u0000";

interface Series<Held> { labels: Labels; held: Held }

/** Series by the values of their labels, in the order of their first use. */
function seriesOf<Name extends string, Held>(names: readonly Name[], begin: () => Held) {
  const all = new Map<string, Series<Held>>();
  return {
    all,
    at(labels: Record<Name, string>): Held | undefined {
      const key = names.length === 1 ? labels[names[0]!] : names.map((name) => labels[name]).join(BETWEEN);
      const known = all.get(key);
      if (known) return known.held;
      if (all.size >= MOST_SERIES) return undefined;
      const held = begin();
      all.set(key, { labels: { ...labels }, held });
      return held;
    },
  };
}

/** A name and its base unit, such as `debrief_http_requests`. Throws an Error for one that Prometheus would not take. */
function checked(name: string): string {
  if (!NAME.test(name) || name.endsWith("_total")) throw new Error(`${name} is no name for a metric.`);
  return name;
}

/** Something that only grows. Its name is told with `_total` at its end. */
export function counter<Name extends string = never>(name: string, words: string, names: readonly Name[] = []): Counter<Name> {
  const series = seriesOf(names, () => ({ value: 0 }));
  const samples = () => [...series.all.values()].map(({ labels, held }) => ({ ending: "_total", labels, value: held.value }));
  return {
    add(labels, by = 1) { const held = series.at(labels); if (held) held.value += by; },
    family: { name: checked(name), kind: "counter", words, samples },
  };
}

/** Something that goes up and down. */
export function gauge<Name extends string = never>(name: string, words: string, names: readonly Name[] = []): Gauge<Name> {
  const series = seriesOf(names, () => ({ value: 0 }));
  const samples = () => [...series.all.values()].map(({ labels, held }) => ({ ending: "", labels, value: held.value }));
  return {
    set(labels, value) { const held = series.at(labels); if (held) held.value = value; },
    forget() { series.all.clear(); },
    family: { name: checked(name), kind: "gauge", words, samples },
  };
}

/** How values are spread over these upper bounds, which rise. */
export function histogram<Name extends string = never>(name: string, words: string, bounds: readonly number[], names: readonly Name[] = []): Histogram<Name> {
  if (bounds.some((bound, place) => place > 0 && bound <= bounds[place - 1]!)) throw new Error("The bounds of a histogram must rise.");
  const series = seriesOf(names, () => ({ counts: new Array<number>(bounds.length + 1).fill(0), sum: 0 }));
  return {
    observe(labels, value) {
      const held = series.at(labels);
      if (!held) return;
      let place = 0;
      while (place < bounds.length && value > bounds[place]!) place += 1;
      held.counts[place]! += 1;
      held.sum += value;
    },
    family: { name: checked(name), kind: "histogram", words, samples: () => [...series.all.values()].flatMap(({ labels, held }) => spread(labels, held, bounds)) },
  };
}

function spread(labels: Labels, { counts, sum }: { counts: readonly number[]; sum: number }, bounds: readonly number[]): Sample[] {
  let total = 0;
  const buckets = counts.map((count, place) => ({ ending: "_bucket", labels: { ...labels, le: place < bounds.length ? decimal(bounds[place]!) : "+Inf" }, value: (total += count) }));
  return [...buckets, { ending: "_sum", labels, value: sum }, { ending: "_count", labels, value: total }];
}

/** OpenMetrics wants the bounds of buckets as floating point numbers. */
function decimal(bound: number): string {
  return Number.isInteger(bound) ? bound.toFixed(1) : String(bound);
}

/** A figure that is looked up when somebody asks. */
export function looked(name: string, kind: "counter" | "gauge", words: string, look: () => readonly { labels?: Labels; value: number }[]): Family {
  const ending = kind === "counter" ? "_total" : "";
  return { name: checked(name), kind, words, samples: () => look().map(({ labels = {}, value }) => ({ ending, labels, value })) };
}
