const LONGEST = 8000;

/** The page of an article's questions, with what was ticked there; undefined for every other address. */
export function wayBack(address: unknown): string | undefined {
  return typeof address === "string" && address.length <= LONGEST && /^\/studio\/articles\/[\w-]+\/questions(?:\?take=[\w.,~-]*)?$/.test(address) ? address : undefined;
}
