/** `writes`: statements that are deeds of their own, all that wait by then. `alone`: what no transaction may surround. */
export type Kind = "deed" | "writes" | "alone";
/** Those who wait for the one writer of a file. `turn` says whether who was before has set the savepoint of this deed already; `passOn` lets the next one in. */
export interface Line { turn: (kind: Kind) => Promise<boolean>; passOn: (isBegun: boolean) => void; next: () => Kind | undefined }

interface Queued { kind: Kind; begin: (isBegun: boolean) => void }

export function lineUp(counted: (change: number) => void): Line {
  const queue: Queued[] = [];
  let isTaken = false;

  return {
    turn(kind) {
      if (isTaken) return new Promise((begin) => { queue.push({ kind, begin }); counted(1); });
      isTaken = true;
      return Promise.resolve(false);
    },
    passOn(isBegun) {
      const first = queue.shift();
      if (!first) return void (isTaken = false);
      counted(-1);
      first.begin(isBegun);
    },
    next: () => queue[0]?.kind,
  };
}
