import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { readAnnotation } from "../engine/extraction/annotation.ts";
import { decodeArticle } from "../engine/extraction/decoding.ts";
import { evaluate, total, type Evaluation, type Figures } from "../engine/extraction/evaluation.ts";
import { extract } from "../engine/extraction/extract.ts";
import type { Gazetteer } from "../engine/extraction/gazetteer.ts";
import { shippedKnowledge } from "./extract.ts";

/** `debrief evaluate-extraction FOLDER`: how extraction compares with articles that a person annotated. */
export function evaluateExtraction(): Command {
  return new Command("evaluate-extraction").description("compare extraction with annotated articles: NAME.txt beside NAME.yaml")
    .argument("<folder>", "the folder of articles and annotations")
    .option("--missed", "also print what was missed, and the candidates that no annotation has").option("--json", "one article a line, as JSON")
    .action((folder: string, { json, missed }: { json?: boolean; missed?: boolean }) => {
      const gazetteer = shippedKnowledge().gazetteer;
      const results = listArticles(folder).map((name) => ({ name, ...evaluateOne(folder, name, gazetteer) }));
      for (const result of results) console.log(json ? JSON.stringify(missed ? result : { ...result, missed: undefined, stray: undefined }) : inWords(result.name, result, missed ? details(result) : []));
      if (!json) console.log(inWords(`all ${results.length}`, total(results), ["", ...byRelation(results)]));
    });
}

/** @throws Error when the folder has no article */
function listArticles(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".txt")).sort() : [];
  if (names.length === 0) throw new Error(`There is no article in ${folder}. Put NAME.txt there, and NAME.yaml beside it.`);
  return names.map((name) => name.slice(0, -4));
}

function evaluateOne(folder: string, name: string, gazetteer: Gazetteer): Evaluation {
  const text = decodeArticle(readFileSync(join(folder, `${name}.txt`)));
  const annotation = readAnnotation({ name: `${name}.yaml`, text: readFileSync(join(folder, `${name}.yaml`), "utf8") }, text);
  const { published, publisher } = annotation;
  return evaluate(extract({ text, ...(published ? { published } : {}), ...(publisher ? { publisher } : {}) }, gazetteer).candidates, annotation, text);
}

function inWords(name: string, { candidates, usable, facts, found, open, told, by }: Figures, more: readonly string[]): string {
  const proposed = `${candidates} candidates, ${percent(usable, candidates)} usable; ${found} of ${facts} facts found (${percent(found, facts)})`;
  const quality = `${open} with an open end, ${percent(told, found)} with the right modality, ${percent(by, found)} with the right source`;
  return [`${name}: ${proposed}, ${quality}`, ...more].join("\n");
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${Math.round((part / whole) * 100)} %`;
}

function byRelation(results: readonly Evaluation[]): string[] {
  const names = [...new Set(results.flatMap(({ relations }) => Object.keys(relations)))].sort();
  const sum = (name: string, key: "facts" | "found" | "candidates" | "usable") => results.reduce((all, { relations }) => all + (relations[name]?.[key] ?? 0), 0);
  return names.map((name) => `  ${name.padEnd(18)} ${sum(name, "found")} of ${sum(name, "facts")} facts found, ${sum(name, "usable")} of ${sum(name, "candidates")} candidates usable`);
}

function details({ missed, stray }: Evaluation): string[] {
  return [...missed.map(({ subject, relation, object, polarity }) => `  missed: ${subject} | ${polarity === "negative" ? "not " : ""}${relation} | ${object}`),
    ...stray.map(({ subject, relation, object, rule }) => `  stray: ${subject.text} | ${relation} | ${object.text} (${rule})`.replace(/\s+/g, " "))];
}
