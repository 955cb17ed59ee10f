import { say } from "../../lib/messages.ts";
import { LEVELS, type Level, type Question } from "../questions/question.ts";
import type { Library, LibraryFinding } from "./finding.ts";
import type { Made } from "./making.ts";

/** How much there is to a mechanism, a safeguard or an incident. `questions` by level. */
export interface Share { id: string; name: string; incidents: string[]; facts: number; questions: number; levels: Record<Level, number> }
export interface Coverage { mechanisms: Share[]; safeguards: Share[]; incidents: Share[] }

/** The safeguards of CIS Controls v8 for a programme of awareness; the names are ours, in short. */
const SAFEGUARDS = [
  ["14.2", "Recognising persuasion"], ["14.3", "Signing in"], ["14.4", "Handling data"], ["14.5", "Data that gets out by mistake"],
  ["14.6", "Noticing and reporting"], ["14.7", "Missing updates"], ["14.8", "Insecure networks"], ["14.9", "What a role needs"],
] as const;

/** What the library holds of each mechanism, of each safeguard that its mechanisms serve, and of each incident. */
export function coverageOf({ content }: Library, { made, written }: Made): Coverage {
  const questions = [...made, ...written];
  const share = (id: string, name: string, incidents: readonly string[]): Share => {
    const [inside, asked] = [new Set(incidents), [] as Question[]];
    for (const question of questions) if (inside.has(question.incident ?? "")) asked.push(question);
    const levels = Object.fromEntries(LEVELS.map((level) => [level, asked.filter((question) => question.level === level).length])) as Record<Level, number>;
    return { id, name, incidents: [...incidents], facts: content.facts.filter(({ incident }) => inside.has(incident)).length, questions: asked.length, levels };
  };
  const by = (ids: readonly string[]) => content.incidents.filter(({ mechanisms }) => mechanisms.some((id) => ids.includes(id))).map(({ id }) => id);
  return {
    mechanisms: content.mechanisms.map(({ id, name }) => share(id, name, by([id]))),
    safeguards: SAFEGUARDS.map(([id, name]) => share(id, name, by(content.mechanisms.filter(({ safeguards }) => safeguards.includes(id)).map((mechanism) => mechanism.id)))),
    incidents: content.incidents.map(({ id, title }) => share(id, title, [id])),
  };
}

/** What no incident is about, and incidents that ask nothing of some level. */
export function gapsIn({ content }: Library, { mechanisms, safeguards, incidents }: Coverage): LibraryFinding[] {
  const gap = (rule: string, { id, name }: Share, file: string, values = {}): LibraryFinding => ({ severity: "warning", rule, file, id, why: say(`library.rules.${rule}`, { name, ...values }) });
  return [
    ...[...mechanisms, ...safeguards].filter((share) => share.incidents.length === 0).map((share) => gap("uncovered", share, "vocabulary/mechanisms.yaml")),
    ...incidents.flatMap((share) => LEVELS.filter((level) => share.levels[level] === 0).map((level) => gap("no-level", share, content.files.get(share.id) ?? "", { level: say(`levels.${level}`) }))),
  ];
}
