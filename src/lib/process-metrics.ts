import { monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";
import { counter, looked, type Family } from "./metrics.ts";

const NANOSECONDS = 1e9;
const RESOLUTION = 20;
const COLLECTIONS: Readonly<Record<number, string>> = { 1: "scavenge", 2: "mark-sweep-minor", 4: "mark-sweep-compact", 8: "incremental", 16: "weak-callbacks" };

/** What this process costs the machine: processor, memory, collection of garbage, and how late its event loop is. Watching begins with this call. */
export function watchProcess(startedAt: Date): Family[] {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  return [
    looked("process_cpu_seconds", "counter", "Processor time in user and system mode.", () => { const { user, system } = process.cpuUsage(); return [{ value: (user + system) / 1e6 }]; }),
    looked("process_start_time_seconds", "gauge", "When the process began, in seconds since 1970.", () => [{ value: startedAt.getTime() / 1000 }]),
    looked("process_resident_memory_bytes", "gauge", "Memory of the process.", () => [{ value: process.memoryUsage.rss() }]),
    looked("nodejs_heap_bytes", "gauge", "Memory of JavaScript, by use.", () => { const { heapUsed, heapTotal, external } = process.memoryUsage(); return [["used", heapUsed], ["total", heapTotal], ["external", external]].map(([use, value]) => ({ labels: { use: String(use) }, value: Number(value) })); }),
    looked("nodejs_eventloop_delay_seconds", "gauge", "How late the event loop was since these figures were last read.", () => {
      const figures = [["mean", delay.mean], ["p50", delay.percentile(50)], ["p99", delay.percentile(99)], ["max", delay.max]] as const;
      const read = figures.map(([figure, value]) => ({ labels: { figure }, value: Number.isFinite(value) ? Math.max(0, value / NANOSECONDS - RESOLUTION / 1000) : 0 }));
      delay.reset();
      return read;
    }),
    ...collections(),
  ];
}

function collections(): Family[] {
  const [runs, seconds] = [counter("nodejs_gc_runs", "Collections of garbage.", ["kind"]), counter("nodejs_gc_seconds", "Time in collections of garbage.", ["kind"])];
  new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as unknown as { duration: number; detail?: { kind?: number } }[]) {
      const kind = COLLECTIONS[detail?.kind ?? 0] ?? "other";
      runs.add({ kind });
      seconds.add({ kind }, duration / 1000);
    }
  }).observe({ entryTypes: ["gc"] });
  return [runs.family, seconds.family];
}
