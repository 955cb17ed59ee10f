import { groupBy } from "../../../lib/groups.ts";
import type { PaperItem } from "./paper.ts";

/** An item with the folded words of its stem. */
type Worded = Omit<PaperItem, "single"> & { words: readonly string[] };

/** The stem of `teller` holds `key`, an answer of `asker`; both are places in the list. */
export interface Told { asker: number; teller: number; key: string }

interface Key { text: string; isFigure: boolean; askers: number[]; tellers: number[] }
/** Answers as a tree of their words: the key of a branch ends there. */
interface Branch { key?: Key; next: Map<string, Branch> }

/**
 * For each item, and each of its answers, the first other stem that tells it. Walks every stem once along the tree of all answers instead of
 * comparing all pairs. A decision tells nothing too early, for decisions come last.
 */
export function tellersOf(items: readonly Worded[]): Told[] {
  const keys: Key[] = [];
  const tree = treeOf(items, keys);
  for (const [place, { words, level }] of items.entries()) {
    if (level === "decide") continue;
    for (let start = 0; start < words.length; start++) walk(tree, words, start, place);
  }
  return keys.filter(({ tellers }) => tellers.length > 0).flatMap((key) => tellings(key, items)).sort((a, b) => a.asker - b.asker);
}

function treeOf(items: readonly Worded[], keys: Key[]): Branch {
  const root: Branch = { next: new Map() };
  for (const [place, item] of items.entries()) {
    for (const { words, text, isFigure } of item.keys) {
      if (!isTelling(words)) continue;
      const end = words.reduce((branch, word) => grown(branch, word), root);
      if (!end.key) keys.push(end.key = { text, isFigure, askers: [], tellers: [] });
      end.key.askers.push(place);
    }
  }
  return root;
}

function grown({ next }: Branch, word: string): Branch {
  const known = next.get(word);
  if (known) return known;
  const branch: Branch = { next: new Map() };
  next.set(word, branch);
  return branch;
}

/** Longer answers are sentences, which stand in no other stem. */
const MOST_WORDS = 12;

/** "Yes", "a" and "3" stand anywhere. */
function isTelling(words: readonly string[]): boolean {
  if (words.length !== 1) return words.length > 1 && words.length <= MOST_WORDS;
  return words[0]!.length > 2 && !/^(?:yes|none|all|some|true|false|never|always|\p{N}{1,3})$/u.test(words[0]!);
}

function walk(tree: Branch, words: readonly string[], start: number, teller: number): void {
  let branch = tree.next.get(words[start]!);
  for (let place = start + 1; branch; place++) {
    if (branch.key && branch.key.tellers.at(-1) !== teller) branch.key.tellers.push(teller);
    branch = place < words.length ? branch.next.get(words[place]!) : undefined;
  }
}

/** So many stems are looked at for one answer of one question. */
const MOST_LOOKED_AT = 200;

/**
 * Within one incident, or where one of the two belongs to none; a date or a figure tells something within its incident only. Entries of data sets name the
 * same few hundred things all the time: papers are assembled without such pairs, and a file of them is not at fault.
 */
function tellings({ text, isFigure, askers, tellers }: Key, items: readonly Worded[]): Told[] {
  const byIncident = groupBy(tellers.filter((teller) => !items[teller]!.isListed), (teller) => items[teller]!.incident ?? "");
  return askers.filter((asker) => !items[asker]!.isListed).flatMap((asker) => {
    const incident = items[asker]!.incident ?? "";
    const elsewhere = isFigure ? [] : incident === "" ? [...byIncident.values()].flat() : byIncident.get("") ?? [];
    const candidates = [...(byIncident.get(incident) ?? []).slice(0, MOST_LOOKED_AT), ...elsewhere.slice(0, MOST_LOOKED_AT)];
    const teller = candidates.find((place) => place !== asker && !areDeclared(items[asker]!, items[place]!));
    return teller === undefined ? [] : [{ asker, teller, key: text }];
  });
}

function areDeclared(a: Worded, b: Worded): boolean {
  return a.enemies.includes(b.id) || b.enemies.includes(a.id);
}
