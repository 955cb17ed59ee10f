/** The pieces of a JSON object in which some lists are too long to hold at once: a value, or what gives a list piece by piece. Each item has a line of its own. */
export async function* jsonPieces(fields: Record<string, unknown>): AsyncGenerator<string> {
  let before = "{\n";
  for (const [name, value] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}: `;
    if (isStream(value)) yield* listPieces(value);
    else yield JSON.stringify(value);
    before = ",\n";
  }
  yield before === "{\n" ? "{}\n" : "\n}\n";
}

/** The items of every portion, one after the other, until a portion comes back shorter than what was asked for. */
export async function* inPages<T>(size: number, page: (limit: number, offset: number) => Promise<T[]>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += size) {
    const rows = await page(size, offset);
    yield* rows;
    if (rows.length < size) return;
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

async function* listPieces(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const item of items) {
    yield before + JSON.stringify(item);
    before = ",\n";
  }
  yield before === "[\n" ? "[]" : "\n]";
}
