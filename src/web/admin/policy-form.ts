import { z } from "zod";
import { MOST_LETTERS, type PolicyTexts } from "../../domain/policy-texts.ts";
import type { PolicyWish } from "../../domain/policies.ts";
import { LANGUAGES, type Language } from "../../lib/languages.ts";
import { say } from "../../lib/messages.ts";
import { readForm, type Form, type ReadForm } from "../http/forms.ts";

const title = z.string("policies.title-long").trim().max(200, "policies.title-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen").default("");
const text = z.string("policies.text-long").max(MOST_LETTERS, "policies.text-long").default("");
const fieldsOf = (language: Language) => ({ [`title_${language}`]: title, [`text_${language}`]: text });
const listed = (words: string) => z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.string(words).max(60, words)).max(1000, words));
const schema = z.object({ ...Object.assign({}, ...LANGUAGES.map(fieldsOf)) as Record<string, typeof title>, whom: z.enum(["everybody", "some"], "policies.no-whom"), teams: listed("policies.no-team"), groups: listed("policies.no-group") });

/** A title and a text in at least one language; a title without a text is a slip. */
export function readPolicy(body: unknown): ReadForm<PolicyWish> {
  const { form, value } = readForm(schema, body);
  if (!value) return { form };
  const fields = value as unknown as Record<string, string>;
  const texts: PolicyTexts = {};
  for (const language of LANGUAGES) {
    const [named, written] = [fields[`title_${language}`]!, fields[`text_${language}`]!.replaceAll("\r\n", "\n").trim()];
    if (named !== "" && written === "") form.errors[`text_${language}`] = say("policies.text-missing");
    else if (written !== "" && named === "") form.errors[`title_${language}`] = say("policies.title-missing");
    else if (named !== "") texts[language] = { title: named, text: written };
  }
  const [teams, groups] = value.whom === "some" ? [value.teams, value.groups] : [[], []];
  if (value.whom === "some" && teams.length + groups.length === 0) form.errors["whom"] = say("policies.choose-some");
  if (Object.keys(texts).length === 0 && Object.keys(form.errors).length === 0) form.errors["title_en"] = say("policies.title-missing");
  return Object.keys(form.errors).length > 0 ? { form } : { form, value: { texts, teams, groups } };
}

/** What the form shows of what is stored. */
export function typedFrom(texts: PolicyTexts, { teams, groups, isEverybody }: { teams: readonly string[]; groups: readonly string[]; isEverybody: boolean }): Form["values"] {
  const fields = LANGUAGES.flatMap((language) => [[`title_${language}`, texts[language]?.title ?? ""], [`text_${language}`, texts[language]?.text ?? ""]]);
  return { ...(Object.fromEntries(fields) as object), whom: isEverybody ? "everybody" : "some", teams, groups };
}
