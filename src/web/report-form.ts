import { z } from "zod";
import type { Reporting } from "../domain/reporting.ts";
import type { Translate } from "../lib/readers.ts";
import { REPORT_REASONS, type ReportReason } from "../storage/report-tables.ts";

export function reasonKey(reason: ReportReason): string {
  return `reporting.reasons.${reason.replace("_", "-")}`;
}

export function reasonWords(t: Translate): Record<ReportReason, string> {
  return Object.fromEntries(REPORT_REASONS.map((reason) => [reason, t(reasonKey(reason))])) as Record<ReportReason, string>;
}

export interface ReasonChoice { value: ReportReason; label: string }

export function reasonChoices(t: Translate): ReasonChoice[] {
  return REPORT_REASONS.map((value) => ({ value, label: t(reasonKey(value)) }));
}

/** Browsers send line ends as two characters; they count as one. */
export function words(most: number) {
  return z.string("reporting.no-text").transform((text) => text.replaceAll("\r\n", "\n").trim()).pipe(z.string().max(most, "fields.too-long")).default("");
}

export const reportForm = z.object({ reason: z.enum(REPORT_REASONS, "reporting.reason-missing"), text: words(1000), option: z.string().max(3, "reports.option-missing").optional() });

/** What whoever reported reads. */
export function sentWords({ report, isNew }: Reporting): string {
  if (!isNew) return "reporting.already";
  return report.reason === "also_true" && report.queued_because === null ? "reports.sent-suspended" : "reporting.sent";
}
