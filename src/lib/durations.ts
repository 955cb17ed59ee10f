const UNITS = [["hour", 3600], ["minute", 60], ["second", 1]] as const;

/** "1 hour 30 minutes", "12 minutes 30 seconds": whole seconds in words, "no time" for none. */
export function durationInWords(seconds: number): string {
  const words: string[] = [];
  let rest = Math.max(0, Math.floor(seconds));
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return words.join(" ") || "no time";
}
