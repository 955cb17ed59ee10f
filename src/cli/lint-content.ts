import { z } from "zod";
import { decideQuestion } from "../engine/generation/decide.ts";
import { ContentRefused, parseContent, type ContentFile } from "../engine/knowledge/content.ts";
import { readYaml } from "../engine/knowledge/content-yaml.ts";
import { decideSchema } from "../engine/knowledge/incident.ts";
import { buildKnowledge, type Knowledge } from "../engine/knowledge/knowledge.ts";
import type { LintContext } from "../engine/questions/linting/finding.ts";
import { contextOf } from "../engine/questions/linting/knowledge-context.ts";
import { listContentFiles } from "../storage/content-files.ts";
import type { Entry } from "./lint-json.ts";

const NOTHING = buildKnowledge({ entities: [], relations: [], facts: [], incidents: [] });

/**
 * The decisions of a content folder, whose knowledge the rules may use. Where the folder cannot be loaded as a whole, that is said, and its
 * decisions are looked at all the same.
 */
export function readFolder(folder: string, given: LintContext): { entries: Entry[]; context: LintContext } {
  const files = listContentFiles(folder);
  const { knowledge, problems } = loaded(files);
  const decisions = files.filter(({ name }) => name.startsWith("decide/")).flatMap((file) => decisionsIn(file, knowledge).map((entry) => ({ file: file.name, ...entry })));
  return { entries: [...problems.map(problemAt), ...decisions], context: knowledge === NOTHING ? given : contextOf(knowledge) };
}

/** The decisions of one file's text. */
export function readFile(text: string): Entry[] {
  return decisionsIn({ name: "file", text }, NOTHING);
}

function loaded(files: readonly ContentFile[]) {
  try {
    return { knowledge: buildKnowledge(parseContent(files)), problems: [] };
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error;
    return { knowledge: NOTHING, problems: error.problems.filter((problem) => !problem.startsWith("decide/")) };
  }
}

/** One by one, so that a malformed decision does not hide the others. */
function decisionsIn(file: ContentFile, knowledge: Knowledge): Entry[] {
  const { file: read, value, problems } = readYaml(file, z.array(z.unknown()));
  if (value === undefined) return problems.map(problemAt).map(({ file: _name, ...entry }) => entry);
  return value.map((each, place): Entry => {
    const result = decideSchema.safeParse(each);
    if (result.success) return { line: read.lineOf([place]), id: result.data.id, question: decideQuestion(knowledge, result.data) };
    const [issue] = result.error.issues;
    return { line: read.lineOf([place, ...(issue!.path as (string | number)[])]), error: [issue!.path.join("."), issue!.message].filter(Boolean).join(": ") };
  });
}

/** "decide/x.yaml:14: reason" */
function problemAt(problem: string): Entry {
  const [, file, line, reason] = /^(.*?):(\d+): (.*)$/s.exec(problem)!;
  return { file: file!, line: Number(line), error: reason! };
}
