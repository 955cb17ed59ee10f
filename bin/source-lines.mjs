import { SourceMap } from "node:module";

/** A source map that knows the line of each line and no columns: stacks need no more, and Node keeps maps in memory. */
export function linesOnly(map, code) {
  const whole = new SourceMap(map);
  let [lastSource, lastLine] = [0, 0];
  const mappings = code.split("\n").map((text, place) => {
    const { originalSource, originalLine } = whole.findEntry(place, text.length);
    const source = map.sources.indexOf(originalSource);
    if (source < 0) return "";
    const written = [0, source - lastSource, originalLine - lastLine, 0].map(inBase64).join("");
    [lastSource, lastLine] = [source, originalLine];
    return written;
  });
  return { version: 3, file: map.file, sources: map.sources, names: [], mappings: mappings.join(";") };
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A number as source maps write it: five bits a sign, the lowest first, the sign in the lowest bit (ECMA-426). */
function inBase64(number) {
  let [left, written] = [number < 0 ? (-number << 1) | 1 : number << 1, ""];
  do {
    const bits = left & 31;
    left >>>= 5;
    written += SIGNS[left > 0 ? bits | 32 : bits];
  } while (left > 0);
  return written;
}
