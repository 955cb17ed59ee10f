import { Command } from "commander";
import type { Config, LanguageModel } from "../config.ts";
import { ModelFailed } from "../domain/language-model.ts";
import { proposalsOf } from "../domain/model-readings.ts";
import type { Candidate, Slot } from "../engine/extraction/candidate.ts";
import type { CheckedProposals } from "../engine/extraction/checked-proposals.ts";
import { decodeArticle } from "../engine/extraction/decoding.ts";
import { extract, inOrderOfText, type Extraction } from "../engine/extraction/extract.ts";
import { buildGazetteer, type Gazetteer } from "../engine/extraction/gazetteer.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import { counted } from "../lib/text.ts";
import { listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";
import { readWhole } from "./reading.ts";

interface Wish { published?: string; publisher?: string; json?: boolean; model?: boolean }

/** `debrief extract FILE`: the facts that an article seems to say, each with its quotation. */
export function extractFrom(readConfig: () => Config): Command {
  return new Command("extract").description("propose the facts that an article says, for a person to accept, edit or reject")
    .argument("<file>", "the article as plain text in UTF-8; - for standard input")
    .option("--published <date>", "the day of publication, as 2019-12-16; without it no \"last week\" is resolved")
    .option("--publisher <name>", "who says what nobody else is said to say")
    .option("--json", "one candidate a line, as JSON")
    .option("--model", "also send the text to the language model that MODEL_URL, MODEL_NAME and MODEL_KEY name; ends with 1 where that fails, and still writes the rest")
    .action(async (file: string, { published, publisher, json, model }: Wish) => {
      const article = { text: decodeArticle(await readWhole(file)), ...(published ? { published } : {}), ...(publisher ? { publisher } : {}) };
      const { gazetteer, relations } = shippedKnowledge();
      const found = extract(article, gazetteer);
      const added = model ? await addedByModel(readConfig, (asked) => proposalsOf(asked, article, gazetteer, relations, found.candidates)) : [];
      const extraction = { ...found, candidates: [...found.candidates, ...added].sort(inOrderOfText) };
      for (const line of json ? extraction.candidates.map((candidate) => JSON.stringify(candidate)) : inWords(extraction)) console.log(line);
      console.error(`${counted(extraction.candidates.length, "candidate")} from ${counted(extraction.sentences.filter(({ boilerplate }) => !boilerplate).length, "sentence")}`);
    });
}

/** What the language model adds; where it fails, nothing, with the reason on standard error. */
async function addedByModel(readConfig: () => Config, ask: (model: LanguageModel) => Promise<CheckedProposals>): Promise<Candidate[]> {
  try {
    const { model } = readConfig();
    if (!model) throw new Error("No language model is set: give its address as MODEL_URL and its name as MODEL_NAME.");
    console.error(`Asking ${model.name} at ${model.host}`);
    const { candidates, leftOut } = await ask(model);
    console.error(`${counted(candidates.length, "candidate")} added by the language model, ${leftOut} left out that the article does not bear out`);
    return candidates;
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof ModelFailed ? `The language model gave no answer that can be used: ${error.message}.` : (error as Error).message);
    return [];
  }
}

/** The names that ship, linked with the entities that ship, and the relations. */
export function shippedKnowledge(): { gazetteer: Gazetteer; relations: Relation[] } {
  const { names, entities, relations } = parseContent(listContentFiles(SHIPPED_CONTENT));
  return { gazetteer: buildGazetteer(names, entities), relations };
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
