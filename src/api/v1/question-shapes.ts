import { z } from "zod";
import { typedMessage } from "../../domain/written-messages.ts";
import { isTyped, KINDS, type Question } from "../../engine/questions/question.ts";
import { originalLanguageOf } from "../../engine/questions/told.ts";
import { listIncidentsBySlugs, listSources } from "../../storage/incident-reading.ts";
import { listTagsOf } from "../../storage/question-tags.ts";
import type { FullQuestion, SignedVersion } from "../../storage/questions.ts";
import type { Db, Source } from "../../storage/tables.ts";
import { timeField } from "./fields.ts";
import { toldContent } from "./question-content.ts";

export const STATES = ["draft", "published", "retired"] as const;

const line = {
  id: z.string(), state: z.enum(STATES), is_in_review: z.boolean(), is_withdrawn: z.boolean().describe("It rests on a fact in doubt and is not asked."), version: z.int().describe("The number of its newest version."), created_at: timeField,
};
export const questionLine = z.strictObject({ ...line, kind: z.enum(KINDS), level: z.string(), topic: z.string(), stem: z.string(), incident: z.string().nullable(), tags: z.array(z.string()) })
  .meta({ id: "QuestionSummary", description: "A question as lists tell of it." });
export const question = z.strictObject({ ...line, content: toldContent }).meta({ id: "Question", description: "A question with its key: for trainers, never for learners." });
export const questionVersion = z.strictObject({ number: z.int(), author: z.string().nullable(), created_at: timeField, why: z.string().nullable(), content: toldContent })
  .meta({ id: "QuestionVersion", description: "What a question said from then on. Versions never change; published quizzes keep the one that they were published with." });

function lineOf({ public_id, state, in_review, withdrawn, number, created_at }: FullQuestion) {
  return { id: public_id, state, is_in_review: in_review === 1, is_withdrawn: withdrawn !== null, version: number, created_at };
}

export async function showQuestionLines(db: Db, rows: readonly FullQuestion[]): Promise<z.output<typeof questionLine>[]> {
  const tags = await listTagsOf(db, rows.map(({ id }) => id));
  return rows.map((row) => ({ ...lineOf(row), kind: row.kind as Question["kind"], level: row.level, topic: row.topic, stem: row.stem, incident: row.incident_slug, tags: tags.get(row.id) ?? [] }));
}

export async function showQuestion(db: Db, row: FullQuestion): Promise<z.output<typeof question>> {
  const tags = (await listTagsOf(db, [row.id])).get(row.id) ?? [];
  return { ...lineOf(row), content: await contentOf(db, { ...(JSON.parse(row.body) as Question), tags }) };
}

export async function showVersion(db: Db, { number, author_name, created_at, why = null, body }: SignedVersion): Promise<z.output<typeof questionVersion>> {
  return { number, author: author_name, created_at, why, content: await contentOf(db, JSON.parse(body) as Question) };
}

async function contentOf(db: Db, asked: Question): Promise<z.output<typeof toldContent>> {
  const [incident] = asked.incident === undefined ? [] : await listIncidentsBySlugs(db, [asked.incident]);
  const { level, topic, stem, explanation, facts, difficulty, name = "", tags = [], format = "plain", lesson = null } = asked;
  const common = { level, topic, stem, explanation, incident: incident?.slug ?? null, facts, quotation: quotationOf(asked, incident ? await listSources(db, incident.id) : []), difficulty, name, tags, format, language: originalLanguageOf(asked), lesson };
  return { ...common, ...answerOf(asked) } as z.output<typeof toldContent>;
}

function quotationOf({ evidence }: Question, sources: readonly Source[]) {
  const quoted = evidence.find(({ fact }) => fact === undefined);
  const source = quoted && sources.find(({ url, title }) => url === quoted.source.url && title === quoted.source.title);
  return quoted && source ? { quote: quoted.quote, source: source.key } : null;
}

function answerOf(asked: Question): object {
  if (asked.kind === "matching") {
    const pairs = asked.pairs.map(({ premise, response, feedback }) => ({ premise, response, feedback }));
    return { kind: asked.kind, pairs, spares: asked.responses.filter((response) => !pairs.some((pair) => pair.response === response)) };
  }
  if (asked.kind === "ordering") return { kind: asked.kind, sequence: asked.sequence.map(({ text, feedback }) => ({ text, feedback })) };
  if (isTyped(asked)) return { kind: asked.kind, answer: asked.kind === "numeric" ? { unit: "", ...asked.answer } : asked.answer };
  if (asked.kind === "spot") return { kind: asked.kind, message: typedMessage(asked), signs: asked.options.map(({ correct, feedback }) => ({ correct, feedback })) };
  return { kind: asked.kind, options: asked.options.map(({ text, correct, feedback }) => ({ text, correct, feedback })) };
}
