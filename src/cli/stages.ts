import type { Telling } from "../domain/backups.ts";
import type { Told } from "../storage/copying/digests.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { inEnglish } from "../lib/readers.ts";

const PER_CENT = 100;

/** A bar for each stage; nothing where a program reads along. */
export function tellStages({ json = false }: { json?: boolean }): Telling {
  return json ? () => () => undefined : inPerCent((stage) => showProgress(inEnglish(`backups.stages.${stage}`), "%"));
}

/** Bars in per cent, so that each is redrawn a hundred times at most. */
export function inPerCent<Name extends string>(begin: (name: Name) => Told): (name: Name) => Told {
  return (name) => {
    const show = begin(name);
    let shown = -1;
    return (done, of) => {
      const share = of === 0 ? PER_CENT : Math.floor((PER_CENT * done) / of);
      if (share === shown) return;
      shown = share;
      show(share, PER_CENT);
    };
  };
}
