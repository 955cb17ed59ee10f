import { generate } from "../../src/engine/generation/generate.ts";
import { parseContent, type Content } from "../../src/engine/knowledge/content.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import { buildKnowledge, entityOf, type Knowledge } from "../../src/engine/knowledge/knowledge.ts";
import type { Prover } from "../../src/engine/knowledge/proofs.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { listContentFiles, SHIPPED_CONTENT } from "../../src/storage/content-files.ts";
import { madeOnce } from "./run-folder.ts";

const vocabulary = listContentFiles(SHIPPED_CONTENT).filter(({ name }) => name.startsWith("vocabulary/"));

/** The content that ships, or our vocabulary with files of the test's own. */
export function contentOf(files: Record<string, string>): Content {
  return parseContent([...vocabulary, ...Object.entries(files).map(([name, text]) => ({ name, text }))]);
}

export function knowledgeOf(files: Record<string, string>): Knowledge {
  return buildKnowledge(contentOf(files));
}

export interface Shipped { content: Content; knowledge: Knowledge }

let kept: Shipped | undefined;

/** The content that ships, read once for all tests of a run: none can change it. */
export function shipped(): Shipped {
  kept ??= known(madeOnce("shipped-content", readContent));
  return kept;
}

let made: Question[] | undefined;

/** Every question that the content that ships gives, made once for all tests of a run. */
export function shippedQuestions(): Question[] {
  made ??= frozen(madeOnce("shipped-questions", () => generate(shipped().knowledge)));
  return made;
}

/** The same, read from its files again. */
export function readShipped(): Shipped {
  return known(readContent());
}

function readContent(): Content {
  return parseContent(listContentFiles(SHIPPED_CONTENT));
}

function known(content: Content): Shipped {
  return { content: frozen(content), knowledge: buildKnowledge(content) };
}

/** The entities that ship and a few of the incidents, for tests that need no more: whatever is there is read by every page that looks for names. */
export function shippedPart(): Content {
  const { content } = shipped();
  const incidents = content.incidents.filter(({ id }, place) => place % 8 === 0 || id === "wannacry-outbreak" || id === "turla-piggybacking");
  const ids = new Set(incidents.map(({ id }) => id));
  return { ...content, incidents, facts: content.facts.filter(({ incident }) => ids.has(incident)) };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** The relations that ship. */
export function vocabularyRelations(): Content["relations"] {
  return contentOf({}).relations;
}

/** One incident file about Turla, with the facts that the test wants. */
export function incidentFile(facts: string, more = ""): string {
  return `id: piggybacking
title: Turla hides behind others
label: the piggybacking of 2019
summary: Turla took over the tools of another group and hid behind them.
happened: 2019-10
topics: [attribution]
sources:
  - { id: press, publisher: The Press, title: A title, published: 2019-10-21, url: "https://press.example/turla" }
${more}facts:
${facts}`;
}

export const GROUPS = `
- { id: turla, type: intrusion-set, name: Turla, aliases: [Snake] }
- { id: apt28, type: intrusion-set, name: APT28, overlaps: [fancy] }
- { id: fancy, type: intrusion-set, name: Fancy Bear }
- { id: oilrig, type: intrusion-set, name: OilRig, adjective: Iranian }
- { id: lazarus, type: intrusion-set, name: Lazarus Group }
- { id: kimsuky, type: intrusion-set, name: Kimsuky }
- { id: agencies, type: identity, class: group, name: UK and US intelligence agencies }
`;

export const TOOK_OVER = `  - id: took-over
    subject: turla
    relation: hijacked-tools-of
    object: oilrig
    modality: assessed
    asserted_by: agencies
    said: 2019-10
    complete: both
    evidence: [{ source: press, quote: hijacking tools and techniques }]
`;

/** Asks a prover by id. */
export function byIds(proverOf: (knowledge: Knowledge, fact: Fact) => Prover) {
  return (knowledge: Knowledge, fact: Fact) => {
    const prove = proverOf(knowledge, fact);
    return (id: string) => prove(entityOf(knowledge, id));
  };
}
