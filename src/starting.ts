import { setFlagsFromString } from "node:v8";
import { note } from "./lib/log.ts";

/**
 * V8 lets a process with forty megabytes that live grow to four times as much before it looks for garbage. Sooner costs a fifteenth of the processor time (docs/decisions/063).
 * Nor may it make objects old from birth: each keeps what it points at until all of the heap is looked through, which made whole requests old (docs/decisions/070).
 */
export function collectSooner(): void {
  setFlagsFromString("--heap-growing-percent=50");
  setFlagsFromString("--no-allocation-site-pretenuring");
}

/** What the configuration lets through, but nobody can want. */
export function warnOfTraps({ publicUrl, trustProxy, metrics }: { publicUrl: string; trustProxy: number; metrics: { port: number | undefined; host: string; token: string } }): void {
  if (publicUrl.startsWith("https:") && trustProxy === 0) note("warn", "PUBLIC_URL is https, but TRUST_PROXY is 0: behind a proxy that ends https, set TRUST_PROXY=1, or nobody can sign in.");
  if (metrics.port !== undefined && metrics.token === "" && !/^(?:127\.|::1$|localhost$)/.test(metrics.host)) note("warn", "Whoever reaches METRICS_HOST can read /metrics. Set METRICS_TOKEN, or see that only your monitoring does.");
}
