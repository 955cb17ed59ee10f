import type { Reader } from "../lib/readers.ts";
import { dayIn, daysLater } from "../lib/zones.ts";
import type { DigestContent } from "./digest-content.ts";
import type { MailDuty } from "./mail-duties.ts";

/** A digest with something of everything, about nobody. */
export function sampleDigest({ t, timeZone }: Reader, at: Date): DigestContent {
  const today = dayIn(timeZone, at);
  const duty = (key: string, days: number, seconds: number): MailDuty => ({ title: t(key), slug: "example", seconds, given: today, givenAt: at.toISOString(), due: daysLater(today, days), isRequired: true });
  return {
    facts: 3, duties: [duty("mail.sample.late", -2, 150), duty("mail.sample.due", 3, 240)], policies: [{ id: "example", texts: { en: { title: t("mail.sample.policy"), text: "" } }, given: today, givenAt: at.toISOString(), due: null }], changes: [{ public_id: "example", title: t("mail.sample.changed") }],
    teams: [{ name: t("mail.sample.team"), path: "/desk", overdue: { people: 40, low: 5, high: 9 }, assigned: 60 }], studio: { reviews: 2, reports: 1, isNew: true },
  };
}
