import { z } from "zod";

/** In a file: the source was read and says so, but has no short sentence to quote. The fact itself is the paraphrase. */
const UNQUOTED = "none";

/** The words of a source. `none` in a file is the empty text here and everywhere else. */
export const quotation = z.union([z.literal(UNQUOTED).transform(() => ""), z.string().trim().min(3, "quote the source, or say `quote: none`").max(400)]);

/** How a file says it. */
export function quotationForFile(quote: string): string {
  return quote === "" ? UNQUOTED : quote;
}
