import type { Entity, EntityType } from "../knowledge/entity.ts";
import type { Name, NameList } from "../knowledge/name-lists.ts";
import { isCapitalised, tokenise, type Token } from "./tokens.ts";

/** One way of writing a name. `adjective`: it qualifies nouns ("Iranian"). `metonym`: a seat of government that stands for the state. */
export interface Writing {
  words: string[]; text: string; name: string; type: EntityType; kind?: string | undefined;
  cue: boolean; adjective?: true; metonym?: true; investigates?: boolean | undefined; entity?: string | undefined;
}

/** Known names by their first word, the longest first. */
export type Gazetteer = ReadonlyMap<string, readonly Writing[]>;

type Meaning = Pick<Writing, "name" | "type" | "kind" | "investigates" | "entity">;

/**
 * Indexes the lists of names, and what the knowledge base has of its own. An entity's id comes with a name where one entity alone has it:
 * extraction links what is certain and leaves the rest to the reviewer.
 */
export function buildGazetteer(lists: readonly NameList[], entities: readonly Entity[]): Gazetteer {
  const links = linksOf(entities);
  const writings = [...lists.flatMap((list) => list.names.flatMap((name) => writingsOf(name, list, links))), ...entities.flatMap(writingsOfEntity)];
  const index = new Map<string, Writing[]>();
  for (const writing of writings) index.set(writing.words[0]!, [...(index.get(writing.words[0]!) ?? []), writing]);
  for (const [word, list] of index) index.set(word, unique(list).sort((a, b) => b.words.length - a.words.length));
  return index;
}

/** Id by folded name, for the names that one entity alone has. */
function linksOf(entities: readonly Entity[]): Map<string, string | undefined> {
  const links = new Map<string, string | undefined>();
  for (const { id, name, aliases } of entities) {
    for (const key of new Set([name, ...aliases].map(keyOf))) links.set(key, links.has(key) ? undefined : id);
  }
  return links;
}

/** "the NCSC" and "NCSC" are one name. */
export function keyOf(name: string): string {
  return tokenise(name.normalize("NFC").replace(/[\u2018\u2019]/g, "'")).map(({ lower }) => lower).filter((word, index) => index > 0 || !/^(?:the|an?)$/.test(word)).join(" ");
}

function writingsOf(name: Name, list: NameList, links: ReadonlyMap<string, string | undefined>): Writing[] {
  const all = [name.name, ...name.also, ...name.cue];
  const entity = all.map((text) => links.get(keyOf(text))).find((id) => id !== undefined);
  const meaning: Meaning = { name: name.name, type: name.type ?? list.type, kind: name.kind ?? list.kind, investigates: list.investigates, entity };
  const adjective = name.adjective && name.adjective !== name.name ? [writing(name.adjective, meaning, { cue: false, adjective: true })] : [];
  const seats = [...(name.capital ? [name.capital] : []), ...name.metonyms].map((text) => writing(text, meaning, { cue: false, metonym: true }));
  return [writing(name.name, meaning, { cue: name.tier === "cue" }), ...name.also.map((text) => writing(text, meaning, { cue: false })),
    ...name.cue.map((text) => writing(text, meaning, { cue: true })), ...adjective, ...seats];
}

/** Only proper names: "US officials" or "documents taken" would be found by their nouns anyway. */
function writingsOfEntity({ id, name, aliases, type, class: kind }: Entity): Writing[] {
  if (!["intrusion-set", "malware", "tool", "identity", "event", "vulnerability"].includes(type) || kind === "group") return [];
  const meaning: Meaning = { name, type, kind: kind === "organisation" || kind === "person" ? kind : undefined, entity: id };
  return [name, ...aliases].filter(isProper).map((text) => writing(text, meaning, { cue: false }));
}

function isProper(name: string): boolean {
  const words = tokenise(name).filter(({ lower }) => !/^(?:the|of|and|for|in|on)$/.test(lower));
  return words.length > 0 && words.every((token) => token.kind !== "word" || isCapitalised(token) || /\d/.test(token.text)) && name.replace(/^the /, "").length > 2;
}

function writing(text: string, meaning: Meaning, more: Pick<Writing, "cue" | "adjective" | "metonym">): Writing {
  const plain = text.normalize("NFC").replace(/[\u2018\u2019]/g, "'").replace(/^the /i, "");
  return { ...meaning, ...more, text: plain, words: tokenise(plain).map(({ lower }) => lower) };
}

/** The first of those that are written alike and mean the same type; the lists come before the entities. */
function unique(writings: readonly Writing[]): Writing[] {
  const seen = new Set<string>();
  return writings.filter((each) => {
    const key = `${each.type} ${each.words.join(" ")}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The writings that begin at this token, the longest first. */
export function writingsAt(gazetteer: Gazetteer, tokens: readonly Token[], at: number): Writing[] {
  return (gazetteer.get(tokens[at]!.lower) ?? []).filter(({ words }) => words.every((word, index) => tokens[at + index]?.lower === word));
}
