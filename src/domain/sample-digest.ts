import { DAY, later } from "../lib/clock.ts";
import type { Reader } from "../lib/readers.ts";
import type { Duty } from "../storage/duties.ts";
import type { OpenQuiz } from "../storage/quizzes.ts";
import type { DigestContent } from "./digest-content.ts";

/** A digest with something of everything, about nobody. */
export function sampleDigest({ t }: Reader, at: Date): DigestContent {
  const duty = (key: string, days: number, seconds: number): Duty => ({
    quiz: { title: t(key), slug: "example", expected_seconds: seconds, draw_count: null } as OpenQuiz, given_at: at.toISOString(), due_at: `${later(at, days * DAY).toISOString().slice(0, 10)}T23:59:59.999Z`, is_required: true,
  });
  return {
    facts: 3, duties: [duty("mail.sample.late", -2, 150), duty("mail.sample.due", 3, 240)], changes: [{ public_id: "example", title: t("mail.sample.changed") }],
    teams: [{ name: t("mail.sample.team"), path: "/desk", overdue: { people: 40, low: 5, high: 9 }, assigned: 60 }], studio: { reviews: 2, reports: 1, isNew: true },
  };
}
