export type InTurn = <T>(key: string, deed: () => Promise<T>) => Promise<T>;

/** Lets deeds with the same key go one after the other within this process; a key that nobody waits for is forgotten. */
export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, deed) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(deed, deed);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
