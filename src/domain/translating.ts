import { isDeepStrictEqual } from "node:util";
import { listedStem } from "../engine/questions/listed-stem.ts";
import { findTwin, piecesOf, translationOf, type Piece } from "../engine/questions/pieces.ts";
import { messagePieces } from "../engine/questions/message.ts";
import { questionSchema, type Question } from "../engine/questions/question.ts";
import { say, type Message } from "../lib/messages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findNewestQuestionVersion, insertQuestionVersion } from "../storage/question-bank.ts";
import { lockQuestion } from "../storage/questions.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { followReview } from "./reviewing-questions.ts";

type Author = Pick<Person, "id">;
/** What was typed for each piece of the question (engine/questions/pieces.ts); `version` is the number of the version that its author had before them. */
export interface WrittenTranslation { language: string; texts: Readonly<Record<string, string>>; version: number }

/** Keeps a translation in a new version of the question; published quizzes keep theirs. `same`: nothing was changed, so nothing was saved. */
export function translateQuestion(db: Db, author: Author, question: Pick<QuestionRow, "id">, { language, texts, version }: WrittenTranslation, at: Date): Promise<Outcome> {
  return changeTranslations(db, author, question, { deed: "question.translated", language, version }, at, (body) => {
    const pieces = piecesOf(body);
    const [complaint] = complaintsAboutTranslation(pieces, texts);
    if (complaint) throw new Refused(complaint.words.key, complaint.field, complaint.words.values);
    return { ...body.translations, [language]: translationOf(pieces, texts) };
  });
}

/** Learners read the original again, once a quiz is published with the version that this makes. */
export function removeTranslation(db: Db, author: Author, question: Pick<QuestionRow, "id">, { language, version }: Omit<WrittenTranslation, "texts">, at: Date): Promise<Outcome> {
  const withoutIt = ({ translations = {} }: Question) => Object.fromEntries(Object.entries(translations).filter(([name]) => name !== language));
  return changeTranslations(db, author, question, { deed: "question.translation-removed", language, version }, at, withoutIt);
}

/** Everything that keeps these texts from being a translation, in the order of the form. */
export function complaintsAboutTranslation(pieces: readonly Piece[], texts: Readonly<Record<string, string>>): { field: string; words: Message }[] {
  const complaints = pieces.flatMap(({ field, most }) => {
    const text = texts[field] ?? "";
    if (text === "") return [{ field, words: say("translations.missing") }];
    return text.length > most ? [{ field, words: say("fields.too-long", { maximum: most }) }] : [];
  });
  const parts = pieces.filter(({ kind }) => kind === "message");
  const isOdd = regionsIn(parts.map(({ original }) => original)) !== regionsIn(parts.map(({ field }) => texts[field] ?? ""));
  if (complaints.length === 0 && isOdd) return [{ field: parts.at(-1)!.field, words: say("editor.regions-odd") }];
  const twin = findTwin(pieces, texts);
  return complaints.length === 0 && twin ? [{ field: twin.field, words: say("translations.twin") }] : complaints;
}

function regionsIn(parts: readonly string[]): string {
  return parts.flatMap(messagePieces).flatMap((piece) => ("id" in piece ? [piece.id] : [])).sort().join();
}

type Outcome = "saved" | "same";
type Translations = NonNullable<Question["translations"]>;
interface Wish { deed: string; language: string; version: number }

function changeTranslations(db: Db, author: Author, { id }: Pick<QuestionRow, "id">, { deed, language, version }: Wish, at: Date, change: (body: Question) => Translations): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const held = await lockQuestion(tx, id);
    const newest = held && (await findNewestQuestionVersion(tx, id));
    if (!newest) throw new NotFound();
    if (newest.number !== version) throw new Refused("translations.overtaken", "version", { number: String(newest.number) });
    const body = JSON.parse(newest.body) as Question;
    const after = change(body);
    if (isDeepStrictEqual(body.translations ?? {}, after)) return "same";

    const changed = withTranslations(body, after);
    const kept = await insertQuestionVersion(tx, { question_id: id, number: newest.number + 1, stem: listedStem(changed), body: JSON.stringify(changed), author_id: author.id, created_at: at.toISOString() }, changed.facts);
    await followReview(tx, author, held, kept, "", at);
    await insertAuditEvent(tx, author.id, deed, held.public_id, { language, version: newest.number + 1 }, at);
    return "saved";
  });
}

function withTranslations({ translations: _, ...body }: Question, after: Translations): Question {
  const result = questionSchema.safeParse(Object.keys(after).length > 0 ? { ...body, translations: after } : body);
  if (!result.success) throw new Refused("translations.unfit", "form", { reason: result.error.issues[0]!.message });
  return result.data;
}
