import { z } from "zod";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "../domain/passwords.ts";
import { ROLES } from "../storage/tables.ts";

/** Control and format characters hide, break lines or turn the reading direction, so that a name looks like another. */
export const nameField = z.string("Enter a name.").trim().min(1, "Enter a name.").max(120, "Use at most 120 characters.")
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "Leave out characters that cannot be seen.");

export const emailField = z.string("Enter an email.").trim().toLowerCase().max(254, "Use at most 254 characters.").pipe(z.email("Enter an email like name@example.org."));

export const newPasswordField = z.string("Enter a password.")
  .min(SHORTEST_PASSWORD, `Use at least ${SHORTEST_PASSWORD} characters.`).max(LONGEST_PASSWORD, `Use at most ${LONGEST_PASSWORD} characters.`).regex(/\S/, "Use more than spaces.");

/** Boxes that were ticked arrive as nothing, one text or a list. */
export const rolesField = z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.enum(ROLES, "Choose among the roles below.")))
  .transform((roles) => [...new Set(roles)]);

/** The public id that was chosen in a list, or nothing. */
export const chosenField = (words: string) => z.string(words).max(60, words).default("");
