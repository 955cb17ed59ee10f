import { z } from "zod";

const time = z.iso.datetime();

const answer = z.object({
  position: z.int(), question: z.string(), stem: z.string(), chosen: z.array(z.string()), verdict: z.enum(["correct", "partial", "wrong"]).nullable(), score: z.number().min(0).max(1).nullable(),
  confidence: z.enum(["sure", "think", "guess"]).nullable(), shown_at: time.nullable(), answered_at: time, withdrawn: z.boolean(),
});

const attempt = z.object({
  id: z.string(), quiz: z.string(), title: z.string(), number: z.int(), practice: z.boolean(), started_at: time, deadline_at: time.nullable(), added_minutes: z.int(), finished_at: time.nullable(), score: z.number().nullable(), of: z.int(), language: z.string().nullable(), answers: z.array(answer),
});

/** What somebody downloads of themselves (docs/formats/personal-data.md). */
export const personalDataSchema = z.object({
  format: z.literal("debrief-personal-data"), version: z.literal(1), made_at: time,
  profile: z.object({ id: z.string(), name: z.string(), email: z.string(), teams: z.array(z.string()), roles: z.array(z.string()), has_password: z.boolean(), extra_percent: z.int(), language: z.string().nullable(), created_at: time, deactivated_at: time.nullable(),
    external_id: z.string().nullable(), department: z.string(), site: z.string(), job_title: z.string(), start_date: z.string().nullable(), line_manager: z.string().nullable(), groups: z.array(z.string()) }),
  assignments: z.array(z.object({ quiz: z.string(), title: z.string(), due_on: z.string().nullable(), required: z.boolean() })),
  failed_sign_ins: z.array(z.object({ network: z.string(), times: z.array(time) })),
  attempts: z.array(attempt),
  audit_events: z.array(z.object({ at: time, by: z.enum(["you", "somebody else", "the program"]), deed: z.string(), subject: z.string(), detail: z.unknown() })),
  records: z.array(z.object({ table: z.string(), column: z.string(), row: z.record(z.string(), z.unknown()) })),
});
export type PersonalData = z.infer<typeof personalDataSchema>;

/** The JSON Schema (draft 2020-12) of a download, made from the schema above. */
export function personalDataJsonSchema(): object {
  return { title: "What Debrief has stored about a person", ...z.toJSONSchema(personalDataSchema, { io: "output" }) };
}
