import { say } from "../../../lib/messages.ts";
import { groupBy } from "../../../lib/groups.ts";
import { isChoice, type Level, type Question } from "../question.ts";
import { cut, finding, type Finding } from "./finding.ts";
import { readOption } from "./option-reading.ts";
import { tellersOf, type Told } from "./paper-enemies.ts";
import { readStem } from "./stem-reading.ts";

/** What the rules over several questions keep of one; small, so that a large file need not stay in memory. */
export interface PaperItem {
  id: string; level: Level; stem: string; incident: string | undefined; enemies: readonly string[];
  /** Made from facts, but about no incident: an entry of a data set, or a question across incidents. */
  isListed: boolean;
  /** What answers it, folded and without article; dates and figures are `isFigure`. */
  keys: readonly { words: readonly string[]; text: string; isFigure: boolean }[];
  /** Only where exactly one option of several is right. */
  single: { form: string; key: string; text: string; place: number; options: number; isSorted: boolean; isLongest: boolean } | undefined;
  /** Of a statement: whether it is true. */
  isTrue: boolean | undefined;
}

/** `paper`: about all of them together; `questions`: by place in the list, from 0; `told`: which stem tells which answer, as places in the list. */
export interface PaperFindings { paper: Finding[]; questions: ReadonlyMap<number, Finding[]>; told: readonly Told[] }

/**
 * The flaws that only several questions show together: 4 (the right option is the longest in more than 40 %), 21 (one answer or one place is right
 * too often, or nearly all statements are true) and 22 (the stem of one holds the answer of another of the same incident, or of one written about none, and neither counts the other among its
 * enemies).
 * Shares are judged from ten single choice questions on. Linear in the number of words: 50,000 questions take seconds.
 * `shuffled`: options are shown in any order, so that the places of right ones only count where options are sorted.
 */
export function lintPaper(questions: readonly Question[], { shuffled = false }: { shuffled?: boolean } = {}): PaperFindings {
  return judgePaper(questions.map(forPaper), { shuffled });
}

export function forPaper(question: Question): PaperItem {
  const { id, level, stem, incident, enemies, facts } = question;
  return { id, level, stem, incident, enemies, isListed: incident === undefined && facts.length > 0, keys: answersOf(question).map(keyOf), single: singleOf(question), isTrue: question.kind === "true_false" ? question.options[0]?.correct : undefined };
}

function answersOf(question: Question): string[] {
  if (question.kind === "short") return question.answer.accept;
  return isChoice(question) && question.kind !== "true_false" && question.kind !== "spot" ? question.options.filter(({ correct }) => correct).map(({ text }) => text) : [];
}

function keyOf(text: string): PaperItem["keys"][number] {
  const { phrase, figure } = readOption(text);
  return { words: phrase.trim().split(" ").filter(Boolean), text, isFigure: figure !== undefined };
}

function singleOf(question: Question): PaperItem["single"] {
  if (question.kind !== "single") return undefined;
  const [place, other] = question.options.flatMap(({ correct }, index) => (correct ? [index] : []));
  if (place === undefined || other !== undefined) return undefined;
  const { text } = question.options[place]!;
  const isLongest = question.options.every((option, index) => index === place || option.text.length < text.length);
  return { form: `${question.relation ?? ""} ${question.asks ?? ""}`, key: readOption(text).phrase, text, place, options: question.options.length, isSorted: question.sorted === true, isLongest };
}

/** The same for what `forPaper` kept of each question. */
export function judgePaper(items: readonly PaperItem[], { shuffled = false }: { shuffled?: boolean } = {}): PaperFindings {
  const singles = items.flatMap(({ single }) => single ?? []);
  const questions = new Map<number, Finding[]>();
  const told = tellersOf(items.map((item) => ({ ...item, words: readStem(item.stem).words })));
  for (const { asker, teller, key } of told) {
    const why = say("linting.paper.told", { key: cut(key), stem: cut(items[teller]!.stem) });
    questions.set(asker, [...(questions.get(asker) ?? []), finding("enemy-items", "paper", why)]);
  }
  return { paper: [...tooOftenLongest(singles), ...baseRates(singles), ...oneSided(items.flatMap(({ isTrue }) => isTrue ?? [])), ...places(singles.filter(({ isSorted }) => isSorted || !shuffled))], questions, told };
}

type Single = NonNullable<PaperItem["single"]>;

const FEWEST = 10;
const MOST_LONGEST = 0.4;
const TOLERANCE = 0.05;

function tooOftenLongest(singles: readonly Single[]): Finding[] {
  const longest = singles.filter(({ isLongest }) => isLongest).length;
  if (singles.length < FEWEST || longest <= MOST_LONGEST * singles.length) return [];
  return [finding("longest-option-correct", "paper", say("linting.paper.longest", { longest, of: singles.length, share: percent(longest / singles.length) }), { severity: "warning", mend: say("linting.paper.longest-mend") })];
}

function baseRates(singles: readonly Single[]): Finding[] {
  return grouped(singles, ({ form }) => form).flatMap((group) => {
    const { size, value, share, chance } = commonest(group, ({ key }) => key);
    if (group.length < FEWEST || size < 3 || share <= chance + TOLERANCE) return [];
    const { text } = group.find(({ key }) => key === value)!;
    return [finding("base-rate-cue", "paper", say("linting.paper.base-rate", { text: cut(text), size, of: group.length, share: percent(share), chance: percent(chance) }))];
  });
}

const FEWEST_STATEMENTS = 4;
const MOST_ALIKE = 0.8;

/** Of a few statements four in five are true, or false; of many, so many that chance does not explain it. */
function oneSided(statements: readonly boolean[]): Finding[] {
  const [of, right] = [statements.length, statements.filter(Boolean).length];
  const size = Math.max(right, of - right);
  if (of < FEWEST_STATEMENTS || size / of < Math.min(MOST_ALIKE, 0.5 + Math.max(TOLERANCE, 1.5 / Math.sqrt(of)))) return [];
  return [finding("base-rate-cue", "paper", say(`linting.paper.${right === size ? "true" : "false"}`, { size, of, share: percent(size / of) }), { mend: say("linting.paper.statements-mend") })];
}

/** Three standard deviations above chance as well, because some place is always the commonest. */
function places(singles: readonly Single[]): Finding[] {
  return grouped(singles, ({ options }) => String(options)).flatMap((group) => {
    const { size, value, share, chance } = commonest(group, ({ place }) => String(place + 1));
    if (group.length < FEWEST || share <= chance + Math.max(TOLERANCE, 3 * Math.sqrt((chance * (1 - chance)) / group.length))) return [];
    return [finding("base-rate-cue", "paper", say("linting.paper.place", { place: value, size, of: group.length, options: group[0]!.options, share: percent(share), chance: percent(chance) }), { mend: say("linting.paper.place-mend") })];
  });
}

function commonest(group: readonly Single[], traitOf: (single: Single) => string): { size: number; value: string; share: number; chance: number } {
  const [top] = grouped(group, traitOf).sort((a, b) => b.length - a.length);
  const options = group.reduce((sum, single) => sum + single.options, 0) / group.length;
  return { size: top!.length, value: traitOf(top![0]!), share: top!.length / group.length, chance: 1 / options };
}

function grouped(singles: readonly Single[], traitOf: (single: Single) => string): Single[][] {
  return [...groupBy(singles, traitOf).values()];
}

/** Whole per cent. */
function percent(share: number): number {
  return Math.round(100 * share);
}
