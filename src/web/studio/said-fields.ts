import type { Request } from "express";
import type { DraftedFact } from "../../domain/drafted-facts.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { formOf } from "./candidate-form.ts";

const LOOKED_UP = ["subject_find", "object_find", "by_find", "quote"];

/** The form of a fact as it is shown at first, or as it was filled in when somebody looked a name up. */
export function filledForm({ query }: Request, drafted: DraftedFact, version: number): Form {
  const { values } = formOf(drafted, version);
  if (query["relation"] === undefined) return emptyForm(values);
  return emptyForm({ ...values, ...Object.fromEntries([...Object.keys(values), ...LOOKED_UP].flatMap((name) => (typeof query[name] === "string" ? [[name, query[name]]] : []))) });
}
