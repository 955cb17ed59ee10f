import { z } from "zod";
import { Refused } from "../../domain/errors.ts";
import { readFileText, readPastedText, type ReadText } from "../../domain/reading-files.ts";
import type { PageDetails } from "../../engine/extraction/page-details.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { readDate } from "../../lib/written-dates.ts";
import { readForm, type ReadForm } from "../http/forms.ts";
import type { Upload } from "../http/uploads.ts";

const line = (empty: string, most: number) => z.string(empty).trim().min(1, empty).max(most, "fields.too-long");

/** Browsers end lines in their own way; offsets are those of the text that is kept. */
const text = z.string("reading.text-missing").transform((pasted) => pasted.replaceAll("\r\n", "\n"));

/** A page on the web, as learners read of it. */
export const sourceFields = {
  title: line("reading.title-missing", 300),
  publisher: line("reading.publisher-missing", 200),
  published: line("reading.published-missing", 30).transform((typed) => readDate(typed) ?? typed).refine((date) => parseEdtf(date) !== undefined, "reading.published-odd"),
  url: line("reading.url-missing", 2000).pipe(z.url({ protocol: /^https?$/, error: "doubting.odd.url" })),
};

export const articleForm = z.object({
  text: text.refine((pasted) => pasted.trim() !== "", "reading.text-missing"),
  ...sourceFields,
  /** The host of the language model that the article may be sent to, as the page named it; none where the box is not ticked. */
  model: z.string().optional(),
});

const asked = articleForm.transform(({ model, ...pasted }) => ({ pasted, model }));

const file = z.custom<Upload>((sent) => typeof sent === "object" && sent !== null && "bytes" in sent && sent.bytes instanceof Uint8Array, "reading.file-missing");

export const fileForm = z.object({ file });

/** The form of an article; where a file came with it, its text is that of the file. Of a web page `isPage` is told, and what it says of itself fills the fields that nobody filled in. */
export function readArticleForm(body: unknown): ReadForm<z.infer<typeof asked>> & { isPage: boolean } {
  const { file: sent, ...typed } = (body ?? {}) as Record<string, unknown>;
  try {
    const { text: read, page } = textFrom(sent, typed["text"]);
    const details = Object.entries(usableDetails(page ?? {})).filter(([field]) => isBlank(typed[field]));
    return { ...readForm(asked, { ...typed, text: read, ...Object.fromEntries(details) }), isPage: page !== undefined };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { form } = readForm(articleForm.omit({ text: true }).loose(), typed);
    return { form: { ...form, errors: { [error.field]: error.words, ...form.errors } }, isPage: false };
  }
}

function isBlank(typed: unknown): boolean {
  return typed === undefined || (typeof typed === "string" && typed.trim() === "");
}

/** What a page says of itself, as far as somebody could have typed it into the fields of those names. */
export function usableDetails(details: PageDetails): PageDetails {
  return Object.fromEntries(Object.entries(details).filter(([field, said]) => sourceFields[field as keyof PageDetails].safeParse(said).success));
}

function textFrom(sent: unknown, typed: unknown): Omit<ReadText, "text"> & { text: unknown } {
  if (sent === undefined) return typeof typed === "string" ? readPastedText(typed) : { text: typed };
  const chosen = file.safeParse(sent);
  if (!chosen.success) throw new Refused(chosen.error.issues[0]!.message, "file");
  if (typeof typed === "string" && typed.trim() !== "") throw new Refused("reading.both", "file");
  return readFileText(chosen.data);
}
