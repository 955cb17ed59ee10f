/** The same values, each next one asked for while the one before is being used: reading and writing then go on side by side. */
export async function* ahead<T>(values: AsyncIterable<T>): AsyncGenerator<T> {
  const each = values[Symbol.asyncIterator]();
  let coming = each.next();
  try {
    for (;;) {
      const turn = await coming;
      if (turn.done === true) return;
      coming = each.next();
      coming.catch(() => undefined);
      yield turn.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await each.return?.();
  }
}
