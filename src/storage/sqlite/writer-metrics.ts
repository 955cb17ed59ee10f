import { histogram, looked, type Family } from "../../lib/metrics.ts";

const sizes = histogram("debrief_writer_group_deeds", "Deeds that went to disk together.", [1, 2, 4, 8, 16, 32, 64]);
const commits = histogram("debrief_writer_commit_seconds", "How long the disk took for a group of deeds.", [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]);
let queued = 0;

export const WRITER_METRICS: readonly Family[] = [sizes.family, commits.family, looked("debrief_writer_queue", "gauge", "Deeds that wait for the writer of a SQLite file.", () => [{ value: queued }])];

export function countGroup(deeds: number, milliseconds: number): void {
  sizes.observe({}, deeds);
  commits.observe({}, milliseconds / 1000);
}

export function countQueued(change: number): void {
  queued += change;
}
