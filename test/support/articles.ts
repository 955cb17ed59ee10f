import { readFileSync } from "node:fs";
import { readArticle, type PastedArticle } from "../../src/domain/reading-articles.ts";
import { placeArticle } from "../../src/domain/placing-articles.ts";
import type { Candidate } from "../../src/engine/extraction/candidate.ts";
import type { Article, CandidateRow, Db, Person } from "../../src/storage/tables.ts";
import { findLexicon } from "../../src/storage/vocabulary.ts";

export const LEXICON = findLexicon();

/** An article about the British Library, as somebody pastes it. */
export const PASTED: PastedArticle = {
  publisher: "The Library Gazette", title: "How the library was attacked", published: "2023-11-29", url: "https://gazette.example/library",
  text: "The British Library was hit by a ransomware attack on 28 October 2023.\nRhysida claimed responsibility for the attack.\nThe Metropolitan Police said that the attackers used phishing emails.\nThe library has not paid a ransom.",
};

/** What happened to the KA-SAT network, in the order of the form. */
export const KA_SAT: PastedArticle = {
  text: `How a satellite network went dark
Viasat, a provider of satellite internet, was hit by a cyber attack on 24 February 2022.
The attack used AcidRain, a wiper that erases modems and routers.
The United Kingdom and the United States attributed the attack on Viasat to Russia.
The attack affected 5,800 wind turbines in Germany.
The European Union said that the attack was carried out by the GRU.
Mandiant attributed the attack to Sandworm.`,
  title: "How a satellite network went dark", publisher: "The Orbit", published: "2022-05-10", url: "https://orbit.example/dark",
};

export const INCIDENT = { title: "Ransomware at the library", label: "the attack on the library of 2023", summary: "Attackers encrypted the systems of a great library.", happened: "2023-10", topics: ["ransomware"] };

/** An article of the annotated ones. */
export function annotatedText(name: string): string {
  return readFileSync(`test/engine/extraction/articles/${name}.txt`, "utf8");
}

let placed = 0;

/** Another incident each time: two with one name would be mixed up. */
export function newIncident(): typeof INCIDENT {
  placed += 1;
  return { ...INCIDENT, title: `${INCIDENT.title} ${placed}`, label: `the attack on library number ${placed}` };
}

export interface Read { article: Article; rows: CandidateRow[]; candidates: Candidate[] }

/** An article that was read, and unless `isPlaced` is false, about an incident of its own. */
export async function readAndPlace(db: Db, reader: Person, at: Date, given: Partial<PastedArticle> = {}, isPlaced = true): Promise<Read> {
  const article = await readArticle(db, reader, { ...PASTED, ...given }, LEXICON, at);
  if (isPlaced) await placeArticle(db, reader, article, newIncident(), at);
  const rows = await db("candidates").where({ article_id: article.id }).orderBy("position");
  return { article, rows, candidates: rows.map(({ data }) => JSON.parse(data) as Candidate) };
}
