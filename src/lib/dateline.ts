import type { Reader } from "./readers.ts";

/**
 * A date as the head of an entry, no surer than it is, in the reader's language: "In 2019", "In October 2019", "27 June 2017", "17–18 June 2019", "May to July 2017".
 * Takes EDTF as in edtf.ts.
 */
export function dateline(text: string, { t, formats }: Pick<Reader, "t" | "formats">): string {
  const [from = "", to = from] = text.split("/");
  if (from === to) return from.length === "2019-10-21".length ? formats.day(from) : t("dates.within", { date: formats.day(from) });
  if (from.length !== to.length || from.slice(0, 4) !== to.slice(0, 4)) return t("dates.range", { from: formats.day(from), to: formats.day(to) });
  return from.slice(0, 7) === to.slice(0, 7) ? t("dates.days", { from: Number(from.slice(8)), to: formats.day(to) }) : t("dates.range", { from: formats.dayInYear(from), to: formats.day(to) });
}
