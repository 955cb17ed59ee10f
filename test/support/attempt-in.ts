/** The address of an attempt in that of a page of it: starting leads to its first question. */
export function attemptIn(location: string | null | undefined): string {
  const found = /^\/attempts\/[^/]+/.exec(location ?? "");
  if (!found) throw new Error(`No attempt at ${location}.`);
  return found[0];
}
