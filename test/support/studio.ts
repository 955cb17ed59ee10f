import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import type { Db, QuestionRow } from "../../src/storage/tables.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "./knowledge.ts";
import type { Decision } from "../../src/domain/decisions.ts";
import type { WrittenQuestion } from "../../src/domain/written-questions.ts";
import type { Agent } from "./world.ts";

const DENIED = `  - id: not-oilrig
    subject: piggybacking
    relation: attributed-to
    object: lazarus
    polarity: negative
    modality: claimed
    asserted_by: agencies
    when: 2019-10
    evidence: [{ source: press, quote: it was not Lazarus }]
lessons:
  - { title: Borrowed tools, text: Tools do not tell who used them. }
`;

/** One incident with a fact, what it denies, a lesson, and the questions that come of them. */
export async function loadPiggybacking(db: Db, at: Date): Promise<QuestionRow[]> {
  const content = contentOf({ "entities/groups.yaml": GROUPS.replace("adjective: Iranian", "adjective: Iranian, about: A group."), "incidents/2019-turla.yaml": incidentFile(TOOK_OVER + DENIED) });
  await loadContent(db, content);
  await generateQuestions(db, content, at);
  return db("questions").whereNotNull("origin_key").orderBy("id");
}

/** A question as somebody types it: option 2 is right. */
export const TYPED = {
  kind: "single", stem: "A colleague asks for your password. What do you do?", explanation: "Nobody needs it.", topic: "passwords", level: "decide", incident: "",
  "option-1-text": "Tell it to them once", "option-1-feedback": "They do not need it.",
  "option-2-text": "Keep it and say why", "option-2-correct": "1", "option-2-feedback": "Right: passwords are yours alone.",
};

export const QUIZ = { title: "Doors left open", summary: "Why old sign-ins matter.", topic: "passwords", pass_percent: "80", mode: "all", draw_count: "" };

/** Makes a quiz through its form; its address comes back. */
export async function makeDraft(agent: Agent, given: Partial<typeof QUIZ> = {}): Promise<string> {
  const { headers } = await agent.post("/studio/quizzes").type("form").send({ ...QUIZ, ...given }).expect(303);
  return headers["location"]!;
}

const SITUATION = "You write the first note on a break-in at your office. The tools that were found have been linked with a known group.";
const ASK = "What do you enter under “attacker”?";

/** A question that asks what to do, as the editor gives it: option 2 is best. */
export const DECISION: WrittenQuestion & { decision: Decision } = {
  kind: "single", level: "decide", stem: `${SITUATION} ${ASK}`, decision: { situation: SITUATION, ask: ASK, lesson: 1 }, quote: "", source: "",
  incident: "piggybacking", topic: "attribution", facts: [], explanation: "Findings belong in a report; a name waits until all the evidence was weighed.",
  options: [
    { row: 1, text: "The known group, since its tools were found", correct: false, feedback: "Others may have taken over the tools." },
    { row: 2, text: "Unknown so far, with the findings listed", correct: true, feedback: "You record what you saw and leave open what it does not show." },
    { row: 3, text: "Whoever has most to gain from the break-in", correct: false, feedback: "Gain is a motive, not a finding." },
  ],
};

const { situation, ask } = DECISION.decision;
const rows = DECISION.options.flatMap(({ row, text, feedback, correct }) => [[`option-${row}-text`, text], [`option-${row}-feedback`, feedback], ...(correct ? [[`option-${row}-correct`, "1"]] : [])]);

/** The same as it is typed. */
export const TYPED_DECISION: Record<string, string> = { kind: "decide", situation, ask, lesson: "1", incident: DECISION.incident, topic: DECISION.topic, explanation: DECISION.explanation, ...Object.fromEntries(rows) as Record<string, string> };
