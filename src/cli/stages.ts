import type { Telling } from "../domain/backups.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { inEnglish } from "../lib/readers.ts";

const PER_CENT = 100;

/** A bar for each stage, in per cent, so that it is redrawn a hundred times at most; nothing where a program reads along. */
export function tellStages({ json = false }: { json?: boolean }): Telling {
  if (json) return () => () => undefined;
  return (stage) => {
    const show = showProgress(inEnglish(`backups.stages.${stage}`), "%");
    let shown = -1;
    return (done, of) => {
      const share = of === 0 ? PER_CENT : Math.floor((PER_CENT * done) / of);
      if (share === shown) return;
      shown = share;
      show(share, PER_CENT);
    };
  };
}
