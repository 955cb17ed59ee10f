import { z } from "zod";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "../domain/passwords.ts";
import { anEmail, plainEmail } from "../lib/emails.ts";
import { ROLES } from "../storage/tables.ts";

/** Control and format characters hide, break lines or turn the reading direction, so that a name looks like another. */
export const nameField = z.string("fields.name-missing").trim().min(1, "fields.name-missing").max(120, "fields.too-long")
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen");

export const emailField = z.string("fields.email-missing").overwrite(plainEmail).pipe(anEmail({ odd: "fields.email-odd", long: "fields.too-long" }));

export const newPasswordField = z.string("fields.password-missing")
  .min(SHORTEST_PASSWORD, "fields.password-short").max(LONGEST_PASSWORD, "fields.too-long").regex(/\S/, "fields.password-blank");

/** Boxes that were ticked arrive as nothing, one text or a list. */
export const rolesField = z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.enum(ROLES, "fields.roles-odd")))
  .transform((roles) => [...new Set(roles)]);

/** The public id that was chosen in a list, or nothing. */
export const chosenField = (words: string) => z.string(words).max(60, words).default("");
