import type { Commits } from "./commits.ts";
import type { Handle } from "./handle.ts";
import { histogram, looked, type Family } from "../../lib/metrics.ts";

/** What a deed means to `Commits`: it need not be noticed, or wrote nothing at all. */
export type Loudness = "nothing" | "quiet" | "loud";
/** One deed that has the writer to itself. Its promise of `commit` is kept once the deed is on disk. */
export interface Turn { commit: (loudness?: Loudness) => Promise<void>; rollback: () => Promise<void> }
export interface Writer {
  begin: () => Promise<Turn>;
  /** Something that no transaction may surround, such as a PRAGMA. */
  alone: <T>(deed: () => Promise<T>) => Promise<T>;
}

interface Queued { isAlone: boolean; next: (isBegun: boolean) => void }
interface Waiting { kept: () => void; lost: (error: unknown) => void }
/** Deeds of concurrent requests that go to disk together. `waiting`: those that are done and want to hear that they are kept. */
interface Group { since: number; waiting: Waiting[]; loudness: Loudness }

const sizes = histogram("debrief_writer_group_deeds", "Deeds that went to disk together.", [1, 2, 4, 8, 16, 32, 64]);
const commits = histogram("debrief_writer_commit_seconds", "How long the disk took for a group of deeds.", [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]);
let queued = 0;

export const WRITER_METRICS: readonly Family[] = [sizes.family, commits.family, looked("debrief_writer_queue", "gauge", "Deeds that wait for the writer of a SQLite file.", () => [{ value: queued }])];

const MOST_DEEDS = 64;
/** So many milliseconds a group takes in further deeds: other processes want to write too, and whoever just missed one waits for two. */
const LONGEST = 10;

/**
 * One deed after the other, each in a savepoint of a transaction that it shares with those who queue behind it, so that many answers cost one wait for the disk.
 * A deed that fails takes back its own changes alone; where the disk refuses the group, every deed of it fails and none was promised.
 */
export function groupCommit(handle: Handle, watch: () => Commits | undefined = () => undefined): Writer {
  const queue: Queued[] = [];
  let isTaken = false;
  let group: Group | undefined;

  /** Says whether the savepoint of the deed is set already. */
  function turn(isAlone = false): Promise<boolean> {
    if (isTaken) return new Promise((next) => { queue.push({ isAlone, next }); queued += 1; });
    isTaken = true;
    return Promise.resolve(false);
  }

  function passOn(isBegun = false): void {
    const first = queue.shift();
    if (!first) return void (isTaken = false);
    queued -= 1;
    first.next(isBegun);
  }

  /** Takes the group to disk, after what comes before that. */
  async function flush(before = ""): Promise<void> {
    const { waiting, loudness } = group!;
    const began = performance.now();
    watch()?.committing(loudness === "quiet");
    await handle.exec(`${before}COMMIT`).finally(() => watch()?.ended());
    group = undefined;
    sizes.observe({}, waiting.length);
    commits.observe({}, (performance.now() - began) / 1000);
    for (const { kept } of waiting) kept();
  }

  /** Nothing of the group is kept, and everybody in it hears why. */
  async function giveUp(error: unknown): Promise<void> {
    const { waiting } = group!;
    group = undefined;
    await handle.exec("ROLLBACK").catch(() => undefined);
    for (const { lost } of waiting) lost(error);
  }

  const isFull = ({ waiting, since }: Group) => queue.length === 0 || waiting.length >= MOST_DEEDS || performance.now() - since > LONGEST;

  /** Ends a deed by these words, and its group with it where nobody waits behind. Whoever does begins in the same breath. */
  async function end(words: string): Promise<void> {
    let isBegun = false;
    try {
      if (isFull(group!)) return await flush(words);
      const goesOn = !queue[0]!.isAlone;
      await handle.exec(goesOn ? `${words}SAVEPOINT deed` : words);
      isBegun = goesOn;
    } catch (error) {
      await giveUp(error);
      throw error;
    } finally {
      passOn(isBegun);
    }
  }

  function commit(loudness: Loudness = "loud"): Promise<void> {
    if (loudness === "loud" || group!.loudness === "nothing") group!.loudness = loudness;
    const durable = new Promise<void>((kept, lost) => { group!.waiting.push({ kept, lost }); });
    durable.catch(() => undefined);
    return end("RELEASE deed; ").then(() => durable);
  }

  return {
    async begin() {
      const isBegun = await turn();
      try {
        if (!isBegun) await handle.exec(group ? "SAVEPOINT deed" : "BEGIN IMMEDIATE; SAVEPOINT deed");
      } catch (error) {
        if (group) await giveUp(error);
        passOn();
        throw error;
      }
      if (!group) watch()?.begun();
      group ??= { since: performance.now(), waiting: [], loudness: "nothing" };
      return { commit, rollback: () => end("ROLLBACK TO deed; RELEASE deed; ").catch(() => undefined) };
    },
    async alone(deed) {
      await turn(true);
      try {
        if (group) await flush().catch(giveUp);
        return await deed();
      } finally {
        passOn();
      }
    },
  };
}
