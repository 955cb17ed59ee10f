import type { Clues, PoolQuestion } from "../../src/engine/generation/papers.ts";
import type { Secrets } from "../../src/engine/questions/secrets.ts";

type Given = Partial<Omit<PoolQuestion, "tells" | "clues"> & Secrets & Clues> & { id: string };

/** A question of a pool that tells nothing but this, and is asked in words of its own. */
export function pooled({ id, reveals = "", secrets = [], asks = ` what is ${id} `, keys = [], ...given }: Given): PoolQuestion {
  return { id, level: "recall", topic: "phishing", enemies: [], facts: [id], ...given, tells: () => ({ reveals, secrets }), clues: () => ({ asks, keys }) };
}
