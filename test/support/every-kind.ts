import { KINDS, questionSchema, type Kind, type Question, type SpotQuestion } from "../../src/engine/questions/question.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { indexWords, placeQuestions } from "../../src/storage/bank-index.ts";
import type { Db } from "../../src/storage/tables.ts";
import type { MadeQuestion } from "./make.ts";

/** Says which question it belongs to, and that it must stay on the server until that one is answered. */
const sealed = (kind: Kind) => `sealed-${kind}`;
const common = (kind: Kind) => ({
  schema: 1, kind, id: sealed(kind), level: "recall", difficulty: "easy", topic: "attribution", facts: [`${sealed(kind)}-fact`], enemies: [`${sealed(kind)}-enemy`],
  explanation: `${sealed(kind)} explanation.`,
  evidence: [{ fact: `${sealed(kind)}-fact`, quote: `${sealed(kind)} quotation`, source: { publisher: "The Gazette", title: `${sealed(kind)} headline`, published: "2019-10-21", url: `https://gazette.example/${sealed(kind)}` } }],
});
const line = (kind: Kind, place: number) => ({ id: `${sealed(kind)}-${place}`, feedback: `${sealed(kind)} feedback ${place}.` });
const options = (kind: Kind, texts: Record<string, boolean>) => Object.entries(texts).map(([text, correct], place) => ({ ...line(kind, place + 1), text, correct }));

/** A message in which signs are to be marked: two of its three regions are signs. */
export const SPOT = questionSchema.parse({
  ...common("spot"), stem: "Which signs tell that this message is not from your bank?",
  message: { medium: "mail", from: "Your Bank {{sealed-spot-1}}", subject: "Your account", body: "Dear customer,\n\n{{sealed-spot-2}}. {{sealed-spot-3}}" },
  options: options("spot", { "<help@bank.example>": true, "Answer within the hour": true, "Your team": false }),
}) as SpotQuestion;

const BY_KIND: Readonly<Record<Kind, object>> = {
  single: { stem: "Which group was it?", options: options("single", { Turla: true, APT28: false, OilRig: false }) },
  multiple: { stem: "Which of these were hit?", options: options("multiple", { Atlanta: true, Newark: true, Boston: false, Dallas: false }) },
  true_false: { stem: "The tools were Iranian.", options: options("true_false", { True: true, False: false }) },
  matching: {
    stem: "Which country is each group linked to?", responses: ["Iran", "Russia", "North Korea"],
    pairs: [{ ...line("matching", 1), premise: "Turla group", response: "Russia" }, { ...line("matching", 2), premise: "OilRig group", response: "Iran" }],
  },
  ordering: { stem: "What came first?", sequence: ["Stuxnet", "SamSam", "SolarWinds"].map((text, place) => ({ ...line("ordering", place + 1), text })) },
  numeric: { stem: "How much was asked for?", answer: { value: 48_213.5, tolerance: 77.25, unit: "US dollars" } },
  short: { stem: "Who hid behind others?", answer: { accept: ["Sealed-short Bear", "Sealed-short Snake"], reject: ["Sealed-short Boar"] } },
  spot: SPOT,
};

/** One question of every kind: a new kind does not compile without its own. */
export const EVERY_KIND: readonly Question[] = KINDS.map((kind) => questionSchema.parse({ ...common(kind), ...BY_KIND[kind] }));

/** Keeps any question as a published one. */
export async function keepQuestion(db: Db, body: Question): Promise<MadeQuestion> {
  const created_at = "2026-01-01T08:00:00.000Z";
  const [row] = await db("questions").insert({
    public_id: newPublicId(), origin_key: null, incident_id: null, topic: body.topic, kind: body.kind, level: body.level, state: "published", author_id: null, created_at,
  }).returning("*");
  const [version] = await db("question_versions").insert({ question_id: row!.id, number: 1, stem: body.stem, body: JSON.stringify(body), author_id: null, created_at }).returning("*");
  await placeQuestions(db, [version!], { isNew: true });
  await indexWords(db, [row!.id]);
  return { row: row!, version: version!, body: body as MadeQuestion["body"] };
}

/** What a learner sends to answer it rightly, given the layout of the paper. */
export function rightPicks(question: Question, layout: readonly string[]): string[] {
  const place = (id: string) => String(layout.indexOf(id) + 1);
  if (question.kind === "matching") return question.pairs.map((pair) => place(pair.response));
  if (question.kind === "ordering") return layout.map((id, line) => `${line + 1}-${question.sequence.findIndex((item) => item.id === id) + 1}`);
  if (question.kind === "numeric") return [String(question.answer.value)];
  if (question.kind === "short") return [question.answer.accept[0]!];
  return question.options.filter((each) => each.correct).map((each) => place(each.id));
}

/** Another key of the same question, as its form is filled in. */
export function otherKey(question: Question): Record<string, string> {
  switch (question.kind) {
    case "matching": return { "pair-0": "3" };
    case "ordering": return { "place-0": "2", "place-1": "1" };
    case "numeric": return { value: "12", tolerance: "0,5" };
    case "short": return { accept: "Another Bear\r\n\r\nAnother Bear" };
    default: return { right: question.options.find(({ correct }) => !correct)!.id };
  }
}
