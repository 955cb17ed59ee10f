import { z } from "zod";
import { REPORT_REASONS, type ReportReason } from "../storage/report-tables.ts";

export const REASON_WORDS: Record<ReportReason, string> = {
  wrong_key: "What it calls right is wrong", unclear: "It is unclear", outdated: "It is out of date", typo: "There is a slip in the words", other: "Something else",
};

export const REASON_CHOICES = REPORT_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }));

/** Browsers send line ends as two characters; they count as one. */
export function words(most: number) {
  return z.string("Write it as text.").transform((text) => text.replaceAll("\r\n", "\n").trim()).pipe(z.string().max(most, `Use at most ${most.toLocaleString("en-GB")} characters.`)).default("");
}

export const reportForm = z.object({ reason: z.enum(REPORT_REASONS, "Choose what is wrong."), text: words(1000) });
