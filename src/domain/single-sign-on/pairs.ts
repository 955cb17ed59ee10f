/** Lines of "their value = ours", such as "CN=Staff,DC=example = trainer": the last equals sign parts them. A line without one has an empty second part. */
export function pairsIn(text: string): [string, string][] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.lastIndexOf("=");
    return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}
