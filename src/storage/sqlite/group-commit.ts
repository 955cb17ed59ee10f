import { troubleOf } from "../../lib/troubles.ts";
import type { Commits } from "./commits.ts";
import { isInTransaction, type Handle } from "./handle.ts";
import { lineUp } from "./line.ts";
import { inChunks, type Chunk, type Write } from "./single-writes.ts";
import { countGroup, countQueued } from "./writer-metrics.ts";

/** What a deed means to `Commits`: it need not be noticed, or wrote nothing at all. */
export type Loudness = "nothing" | "quiet" | "loud";
/** One deed that has the writer to itself. Its promise of `commit` is kept once the deed is on disk. `failure`: what went wrong in it. A full disk takes back the whole group, to which only a lost savepoint would be named. */
export interface Turn { commit: (loudness?: Loudness, failure?: unknown) => Promise<void>; rollback: (failure?: unknown) => Promise<void> }
export interface Writer {
  begin: () => Promise<Turn>;
  /** Something that no transaction may surround, such as a PRAGMA. */
  alone: <T>(deed: () => Promise<T>) => Promise<T>;
  /** Whether it was written, and is on disk. If not, nothing of it is: others wrote since its stamp, nobody watches whether they do, or it failed. */
  write: (write: Write) => Promise<boolean>;
}

interface Waiting { kept: () => void; lost: (error: unknown) => void }
interface Pending extends Write { told: (isKept: boolean) => void; lost: (error: unknown) => void }
/** Deeds of concurrent requests that go to disk together. `waiting`: those that are done and want to hear that they are kept. */
interface Group { since: number; waiting: Waiting[]; loudness: Loudness }

const MOST_DEEDS = 64;
/** So many milliseconds a group takes in further deeds: other processes want to write too, and whoever just missed one waits for two. */
const LONGEST = 10;

/**
 * One deed after the other, each in a savepoint of a transaction that it shares with those who queue behind it, so that many answers cost one wait for the disk.
 * A deed that fails takes back its own changes alone; where the disk refuses the group, every deed of it fails and none was promised.
 * A deed that is one statement needs no savepoint, and shares the statement with those like it.
 */
export function groupCommit(handle: Handle, watch: () => Commits | undefined = () => undefined): Writer {
  const line = lineUp(countQueued);
  let pending: Pending[] = [];
  let group: Group | undefined;

  async function open(words: string): Promise<void> {
    await handle.exec(words);
    watch()?.begun();
    group = { since: performance.now(), waiting: [], loudness: "nothing" };
  }

  /** Takes the group to disk, after what comes before that. */
  async function flush(before = ""): Promise<void> {
    const { waiting, loudness } = group!;
    const began = performance.now();
    watch()?.committing(loudness === "quiet");
    await handle.exec(`${before}COMMIT`).finally(() => watch()?.ended());
    group = undefined;
    countGroup(waiting.length, performance.now() - began);
    for (const { kept } of waiting) kept();
  }

  /** Nothing of the group is kept, and everybody in it hears why. */
  async function giveUp(error: unknown): Promise<void> {
    const { waiting } = group!;
    group = undefined;
    await handle.exec("ROLLBACK").catch(() => undefined);
    for (const { lost } of waiting) lost(error);
  }

  const isFull = ({ waiting, since }: Group) => line.next() === undefined || waiting.length >= MOST_DEEDS || performance.now() - since > LONGEST;

  /** Ends a deed by these words, and its group with it where nobody waits behind. Whoever does begins in the same breath. */
  async function end(words: string, failure?: unknown): Promise<void> {
    let isBegun = false;
    try {
      if (isFull(group!)) return await flush(words);
      const goesOn = line.next() === "deed";
      const said = goesOn ? `${words}SAVEPOINT deed` : words;
      if (said) await handle.exec(said);
      isBegun = goesOn;
    } catch (error) {
      const cause = troubleOf(failure) && !troubleOf(error) ? failure : error;
      await giveUp(cause);
      throw cause;
    } finally {
      line.passOn(isBegun);
    }
  }

  function commit(loudness: Loudness = "loud", failure?: unknown): Promise<void> {
    add(loudness);
    const durable = new Promise<void>((kept, lost) => { group!.waiting.push({ kept, lost }); });
    durable.catch(() => undefined);
    return end("RELEASE deed; ", failure).then(() => durable);
  }

  function add(loudness: Loudness): void {
    if (loudness === "loud" || group!.loudness === "nothing") group!.loudness = loudness;
  }

  /** All that wait by now, and those with the same words at once. */
  async function writePending(): Promise<void> {
    await line.turn("writes");
    const these = pending;
    pending = [];
    countQueued(1 - these.length);
    try {
      if (!group) await open("BEGIN IMMEDIATE");
    } catch (error) {
      for (const { lost } of these) lost(error);
      return line.passOn(false);
    }
    const stamp = group!.loudness === "loud" ? undefined : watch()?.stamp();
    for (const chunk of inChunks(these.filter((each) => each.stamp === stamp))) await put(chunk);
    for (const each of these) if (each.stamp !== stamp) each.told(false);
    if (group) await end("").catch(() => undefined); else line.passOn(false);
  }

  async function put({ sql, bindings, writes }: Chunk<Pending>): Promise<void> {
    const refuse = () => { for (const { told } of writes) told(false); };
    if (!group) return refuse();
    try {
      const { changes } = await handle.query(sql, bindings, "run");
      add(writes[0]!.isSure || changes > 0 ? "quiet" : "nothing");
      for (const { told, lost } of writes) group.waiting.push({ kept: () => told(true), lost });
    } catch (error) {
      if (!(await isInTransaction(handle))) await giveUp(error);
      refuse();
    }
  }

  return {
    async begin() {
      const isBegun = await line.turn("deed");
      try {
        if (!group) await open("BEGIN IMMEDIATE; SAVEPOINT deed");
        else if (!isBegun) await handle.exec("SAVEPOINT deed");
      } catch (error) {
        if (group) await giveUp(error);
        line.passOn(false);
        throw error;
      }
      return { commit, rollback: (failure) => end("ROLLBACK TO deed; RELEASE deed; ", failure).catch(() => undefined) };
    },
    async alone(deed) {
      await line.turn("alone");
      try {
        if (group) await flush().catch(giveUp);
        return await deed();
      } finally {
        line.passOn(false);
      }
    },
    write: (write) => new Promise((told, lost) => { if (pending.push({ told, lost, ...write }) === 1) void writePending(); else countQueued(1); }),
  };
}
