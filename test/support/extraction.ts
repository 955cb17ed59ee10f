import { readdirSync, readFileSync } from "node:fs";
import { readAnnotation, type Annotation } from "../../src/engine/extraction/annotation.ts";
import type { Candidate } from "../../src/engine/extraction/candidate.ts";
import { extract } from "../../src/engine/extraction/extract.ts";
import { buildGazetteer } from "../../src/engine/extraction/gazetteer.ts";
import { shipped } from "./knowledge.ts";

const { content } = shipped();
/** The names and entities that ship. */
export const gazetteer = buildGazetteer(content.names, content.entities);

/** The candidates of a text that was published on 16 December 2019, where the test says nothing else. */
export function candidatesOf(text: string, published: string | undefined = "2019-12-16"): Candidate[] {
  return extract({ text, publisher: "The Press", ...(published ? { published } : {}) }, gazetteer).candidates;
}

/** "subject | relation | object", with "not" before the relation of a negative fact. What a phrase refers to stands in its place. */
export function said(text: string, published?: string): string[] {
  return candidatesOf(text, published).map(({ subject, relation, object, polarity }) => [subject.antecedent?.text ?? subject.text, `${polarity === "negative" ? "not " : ""}${relation}`, object.antecedent?.text ?? object.text].join(" | "));
}

const FOLDER = "test/engine/extraction/articles";

export interface Annotated { name: string; text: string; annotation: Annotation; candidates: Candidate[] }

/** The articles that a person annotated. */
export function annotatedArticles(): Annotated[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith(".txt")).map((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const annotation = readAnnotation({ name: file, text: readFileSync(`${FOLDER}/${file.replace(".txt", ".yaml")}`, "utf8") }, text);
    return { name: file, text, annotation, candidates: candidatesOf(text, annotation.published) };
  });
}
