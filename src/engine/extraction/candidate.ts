import type { EntityType } from "../knowledge/entity.ts";
import type { Modality, Value } from "../knowledge/fact.ts";
import type { When } from "./mention.ts";
import type { Span } from "./normalise.ts";

/**
 * One end of a candidate. `text` is the slice of the article from `start` to `end`. `name`: how what is named is commonly called. `entity`: its id in
 * the knowledge base, where that is certain. `antecedent`: what a definite phrase or a pronoun refers to, in the three cases that are safe.
 * `kind`: whether what is named is a person, an organisation or a group of people. `open`: a person has to say what is meant (a pronoun, a description in place of an incident).
 * `another`: an attack, or its attackers, that may not be those that the article is about.
 */
export interface Slot extends Span {
  text: string; type: EntityType | "date" | "money" | "number"; name?: string; entity?: string; value?: Value; kind?: IdentityKind; antecedent?: Antecedent; open?: true; another?: true;
}
export type IdentityKind = "person" | "organisation" | "group";
export interface Antecedent extends Span { text: string; name?: string; entity?: string; kind?: IdentityKind }

/** Who says so: somebody that the article names, or its publisher. */
export interface AssertedBy { text: string; entity?: string; kind?: IdentityKind; publisher?: true; start?: number; end?: number }

/** A fact that the text seems to say. It is proposed to a person and never published by itself. All offsets are UTF-16 units of the article. */
export interface Candidate extends Span {
  relation: string; subject: Slot; object: Slot; when?: When; polarity: "positive" | "negative"; modality: Modality; asserted_by: AssertedBy;
  quote: string; sentence: number; rule: string; score: number;
}
