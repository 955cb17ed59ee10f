import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exposed, expositionFor } from "../../src/lib/exposition.ts";
import { counter, gauge, histogram, looked } from "../../src/lib/metrics.ts";
import { readExposition } from "../support/strict-exposition.ts";

describe("figures", () => {
  test("of every kind are told so that a strict reader finds them again, in both formats, whatever the labels hold", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.double({ min: 0, noNaN: true })), { minLength: 1, maxLength: 8 }), fc.constantFrom("text", "openmetrics"), (given, format) => {
      const [count, level, spread] = [counter("taken", "How often it was \\ taken.", ["by"]), gauge("level", "Now.\nHere.", ["by"]), histogram("taken_seconds", "How long.", [0.1, 1, 10], ["by"])];
      for (const [by, value] of given) { count.add({ by }); level.set({ by }, -value); spread.observe({ by }, value); }
      const read = readExposition(exposed([count.family, level.family, spread.family, looked("up", "gauge", "Whether.", () => [{ value: NaN }])], format), format);
      const total = [...read.get(format === "text" ? "taken_total" : "taken")!.series.values()].reduce((sum, value) => sum + value, 0);
      expect(total).toBe(given.length);
      expect(read.get("taken_seconds")!.kind).toBe("histogram");
      expect(read.get("level")!.series.size).toBe(new Set(given.map(([by]) => by)).size);
    }), { numRuns: 30 });
  });

  test("are written as the specifications have them", () => {
    const spread = histogram("wait_seconds", "How long.", [0.5, 1]);
    for (const value of [0.5, 0.7, 3]) spread.observe({}, value);
    const words = 'wait_seconds_bucket{le="0.5"} 1\nwait_seconds_bucket{le="1.0"} 2\nwait_seconds_bucket{le="+Inf"} 3\nwait_seconds_sum 4.2\nwait_seconds_count 3\n';
    expect(exposed([spread.family], "text")).toBe(`# HELP wait_seconds How long.\n# TYPE wait_seconds histogram\n${words}`);
    const count = counter("seen", 'The "seen".', ["who"]);
    count.add({ who: 'a"b\\c\nd' }, 2);
    expect(exposed([count.family], "text")).toBe('# HELP seen_total The "seen".\n# TYPE seen_total counter\nseen_total{who="a\\"b\\\\c\\nd"} 2\n');
    expect(exposed([count.family], "openmetrics")).toBe('# HELP seen The \\"seen\\".\n# TYPE seen counter\nseen_total{who="a\\"b\\\\c\\nd"} 2\n# EOF\n');
    expect([expositionFor("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"), expositionFor("text/plain"), expositionFor()]).toEqual(["openmetrics", "text", "text"]);
  });

  test("are not begun without end, nor under a name that is none", () => {
    const count = counter("seen", "Seen.", ["who"]);
    for (let who = 0; who < 6_000; who += 1) count.add({ who: String(who) });
    expect(count.family.samples()).toHaveLength(5_000);
    expect(() => counter("Seen-often", "Seen.")).toThrow();
    expect(() => counter("seen_total", "Seen.")).toThrow();
    expect(() => histogram("seen", "Seen.", [1, 1])).toThrow();
  });
});
