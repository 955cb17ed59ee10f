import { readFileSync } from "node:fs";
import { Command } from "commander";
import type { Candidate, Slot } from "../engine/extraction/candidate.ts";
import { decodeArticle } from "../engine/extraction/decoding.ts";
import { extract, type Extraction } from "../engine/extraction/extract.ts";
import { buildGazetteer, type Gazetteer } from "../engine/extraction/gazetteer.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { counted } from "../lib/text.ts";
import { listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";

interface Wish { published?: string; publisher?: string; json?: boolean }

/** `debrief extract FILE`: the facts that an article seems to say, each with its quotation. */
export function extractFrom(): Command {
  return new Command("extract").description("propose the facts that an article says, for a person to accept, edit or reject")
    .argument("<file>", "the article as plain text in UTF-8; - for standard input")
    .option("--published <date>", "the day of publication, as 2019-12-16; without it no \"last week\" is resolved")
    .option("--publisher <name>", "who says what nobody else is said to say")
    .option("--json", "one candidate a line, as JSON")
    .action((file: string, { published, publisher, json }: Wish) => {
      const text = decodeArticle(readFileSync(file === "-" ? 0 : file));
      const extraction = extract({ text, ...(published ? { published } : {}), ...(publisher ? { publisher } : {}) }, shippedGazetteer());
      for (const line of json ? extraction.candidates.map((candidate) => JSON.stringify(candidate)) : inWords(extraction)) console.log(line);
      console.error(`${counted(extraction.candidates.length, "candidate")} from ${counted(extraction.sentences.filter(({ boilerplate }) => !boilerplate).length, "sentence")}`);
    });
}

/** The names that ship, linked with the entities that ship. */
export function shippedGazetteer(): Gazetteer {
  const { names, entities } = parseContent(listContentFiles(SHIPPED_CONTENT));
  return buildGazetteer(names, entities);
}

/** Each sentence that says something, and what it says. */
function inWords({ sentences, candidates }: Extraction): string[] {
  return sentences.flatMap(({ text }, index) => {
    const said = candidates.filter(({ sentence }) => sentence === index);
    return said.length === 0 ? [] : [text, ...said.map(line), ""];
  });
}

function line({ subject, relation, object, polarity, modality, asserted_by, when, score }: Candidate): string {
  const date = when?.date ? `, ${when.date}${when.ambiguous ? "?" : ""}` : "";
  return `  ${score.toFixed(2)}  ${named(subject)} | ${polarity === "negative" ? "not " : ""}${relation} | ${named(object)}  (${modality}, ${asserted_by.text}${date})`;
}

function named({ text, antecedent, entity, open }: Slot): string {
  return `${text}${antecedent ? ` = ${antecedent.text}` : ""}${entity ? ` #${entity}` : ""}${open ? " ?" : ""}`.replace(/\s+/g, " ");
}
