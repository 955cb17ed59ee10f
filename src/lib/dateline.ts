import { formatEdtf } from "./edtf.ts";

/** A date as the head of an entry, no surer than it is: "In 2019", "In October 2019", "27 June 2017", "17–18 June 2019", "May to July 2017". Takes EDTF as in edtf.ts. */
export function dateline(text: string): string {
  const [from = "", to] = text.split("/");
  if (to === undefined) return from.length === "2019-10-21".length ? formatEdtf(from) : `In ${formatEdtf(from)}`;
  const [first, last] = [formatEdtf(from).split(" "), formatEdtf(to)];
  if (from.length !== to.length || from.length === 4 || from.slice(0, 4) !== to.slice(0, 4)) return formatEdtf(text);
  if (from.length === 7) return from === to ? `In ${last}` : `${first[0]!} to ${last}`;
  if (from === to) return last;
  return from.slice(0, 7) === to.slice(0, 7) ? `${first[0]!}–${last}` : `${first[0]!} ${first[1]!} to ${last}`;
}
