/**
 * Several things in one cell stand between bars or on lines of their own; `\|` and `\\` are those signs themselves, `\n` an end of a line in one of them.
 * In a pair, `=` parts the two sides and `\=` is itself.
 */
export function listIn(cell: string): string[] {
  return partsOf(cell, /[|\n]/).map((part) => plain(part).trim()).filter((part) => part !== "");
}

export function pairsIn(cell: string): { premise: string; response: string | undefined }[] {
  return partsOf(cell, /[|\n]/).filter((part) => part.trim() !== "").map((part) => {
    const [premise = "", ...rest] = partsOf(part, /=/);
    return { premise: plain(premise).trim(), response: rest.length > 0 ? plain(rest.join("=")).trim() : undefined };
  });
}

export function cellOfList(items: readonly string[]): string {
  return items.map(guarded).join(" | ");
}

export function cellOfPairs(pairs: readonly { premise: string; response: string }[]): string {
  return pairs.map(({ premise, response }) => `${guarded(premise).replaceAll("=", "\\=")} = ${guarded(response).replaceAll("=", "\\=")}`).join(" | ");
}

function guarded(text: string): string {
  return text.replace(/[\\|]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

const MEANT: Readonly<Record<string, string>> = { n: "\n", r: "\r" };

function plain(text: string): string {
  return text.replace(/\\([\\|=nr])/g, (_, sign: string) => MEANT[sign] ?? sign);
}

/** The pieces between signs that no backslash stands before; backslashes stay. */
function partsOf(text: string, sign: RegExp): string[] {
  const parts = [""];
  for (let place = 0; place < text.length; place++) {
    const here = text[place]!;
    if (here === "\\") parts[parts.length - 1] += here + (text[++place] ?? "");
    else if (sign.test(here)) parts.push("");
    else parts[parts.length - 1] += here;
  }
  return parts;
}
