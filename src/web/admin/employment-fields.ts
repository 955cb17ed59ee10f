import { z } from "zod";

/** A line without characters that cannot be seen; not there where the form did not have it, and then nothing changes. */
const line = (most: number) => z.string("fields.too-long").trim().max(most, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen").optional();

/** What the personnel office knows of somebody. */
export const employmentFields = {
  external_id: line(100), department: line(120), site: line(120), job_title: line(120), line_manager: line(254),
  start_date: z.union([z.literal(""), z.iso.date("people.day-odd")], "people.day-odd").optional(),
};
