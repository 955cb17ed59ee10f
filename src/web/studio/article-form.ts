import { z } from "zod";
import { parseEdtf } from "../../lib/edtf.ts";

const line = (empty: string, most: number) => z.string(empty).trim().min(1, empty).max(most, `Use at most ${most} characters.`);

/** Browsers end lines in their own way; offsets are those of the text that is kept. */
const text = z.string("Paste the article itself.").transform((pasted) => pasted.replaceAll("\r\n", "\n"));

/** A page on the web, as learners read of it. */
export const sourceFields = {
  publisher: line("Say who published it.", 200),
  title: line("Give the title of the page.", 300),
  published: line("Say when it was published.", 30).refine((date) => parseEdtf(date) !== undefined, "Write a date as 2019-12-16, 2019-12 or 2019."),
  url: line("Give the address of the page.", 2000).pipe(z.url({ protocol: /^https?$/, error: "Give the address of the page, beginning with https://." })),
};

export const articleForm = z.object({
  ...sourceFields,
  text,
  /** The host of the language model that the article may be sent to, as the page named it; none where the box is not ticked. */
  model: z.string().optional(),
}).transform(({ model, ...pasted }) => ({ pasted, model }));
