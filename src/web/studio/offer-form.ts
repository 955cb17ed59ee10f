import { z } from "zod";

/** Which question was moved, and where to. */
export interface Move { id: string; to: "up" | "down" }

const title = "offers.quiz-title-missing";
const ids = z.array(z.string().max(200)).max(1000, "offers.questions-odd");

/** What every button of the page sends: what is ticked, and all that is on the page in its order. */
const picks = {
  questions: z.preprocess((boxes) => [boxes ?? []].flat(), ids),
  order: z.string().default("").transform((words) => words.split(" ").filter(Boolean)).pipe(ids),
};

export const offerForm = z.object({
  ...picks, title: z.string(title).trim().min(1, title).max(120, "fields.too-long"),
}).transform(({ title, ...form }) => ({ title, questions: inOrder(form) })).refine(({ questions }) => questions.length > 0, { path: ["questions"], error: "offers.tick" })
  .refine(({ questions }) => questions.length <= 100, { path: ["questions"], error: "offers.too-many" });

/** The same while the quiz is not to be made yet; which button was pressed says what to do. */
export const stepForm = z.object({
  ...picks, move: z.string().regex(/^(?:up|down) \S+$/).optional(), edit: z.string().max(200).optional(), send: z.string().max(200).optional(),
}).transform(({ move, ...form }) => {
  const [to, id = ""] = (move ?? "").split(" ");
  return { ...form, move: move === undefined ? undefined : { id, to } as Move };
});

interface Picks { questions: readonly string[]; order: readonly string[] }

/** The ticked ones as they stand on the page. */
export function inOrder({ questions, order }: Picks): string[] {
  const placeOf = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...new Set(questions)].sort((one, other) => placeOf(one) - placeOf(other));
}

/** The list with one of its lines a place further up or down. */
export function moved(order: readonly string[], { id, to }: Move): string[] {
  const from = order.indexOf(id);
  const target = from + (to === "up" ? -1 : 1);
  return from < 0 || target < 0 || target >= order.length ? [...order] : order.toSpliced(from, 1).toSpliced(target, 0, id);
}
