import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asked } from "../../../src/engine/questions/asked.ts";
import { itemOf } from "../../../src/engine/questions/formats/item-of.ts";
import { tableOf } from "../../../src/engine/questions/formats/sheet-writing.ts";
import { layOut } from "../../../src/engine/questions/layout.ts";
import { lint } from "../../../src/engine/questions/linting/lint.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { messageInWords, messagePieces } from "../../../src/engine/questions/message.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { piecesOf, translationOf } from "../../../src/engine/questions/pieces.ts";
import { questionSchema, type SpotQuestion } from "../../../src/engine/questions/question.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { toldIn } from "../../../src/engine/questions/told.ts";
import { SPOT } from "../../support/every-kind.ts";

const ids = SPOT.options.map(({ id }) => id);
const withBody = (body: string) => questionSchema.safeParse({ ...SPOT, message: { medium: "sms", body } });

/** A message whose regions are signs or not as these say. */
function messageWith(signs: readonly boolean[]): SpotQuestion {
  const options = signs.map((correct, place) => ({ id: `r${place}`, text: `place ${place}`, correct, feedback: "Because." }));
  return questionSchema.parse({ ...SPOT, message: { medium: "chat", body: options.map(({ id }) => `words {{${id}}}`).join(" ") }, options }) as SpotQuestion;
}

describe("spotting signs", () => {
  test("is marked as the share of signs less the share of harmless places, never below zero", () => {
    const some = fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }).filter((signs) => signs.includes(true) && signs.includes(false));
    fc.assert(fc.property(some, fc.infiniteStream(fc.boolean()), (signs, picks) => {
      const question = messageWith(signs);
      const chosen = question.options.filter(() => picks.next().value as boolean).map(({ id }) => id);
      fc.pre(chosen.length > 0);
      const share = (is: boolean) => question.options.filter(({ id, correct }) => correct === is && chosen.includes(id)).length / signs.filter((sign) => sign === is).length;
      expect(mark(question, chosen)).toBeCloseTo(Math.max(0, share(true) - share(false)), 9);
    }));
  });

  test("gives all for every sign alone, and nothing for marking everything", () => {
    expect(mark(SPOT, ids.slice(0, 2))).toBe(1);
    expect(mark(SPOT, ids)).toBe(0);
    expect(complaintAbout(SPOT, [])?.key).toBe("marking.mark-some");
  });

  test("asks with the message in its order and without a word on which places are signs", () => {
    const layout = layOut(SPOT, "any seed");
    expect(layout).toEqual(ids);
    const shown = asked(SPOT, layout);
    expect(shown.message!.parts.map(({ part }) => part)).toEqual(["from", "subject", "body"]);
    expect(shown.message!.parts[0]!.pieces).toEqual([{ text: "Your Bank " }, { place: 1, text: "<help@bank.example>" }]);
    expect(JSON.stringify(shown)).not.toMatch(/sealed|correct|feedback/);
    expect(chosenBy(SPOT, layout, ["1", "2"])).toEqual(ids.slice(0, 2));
  });

  test("tells of each place afterwards what it was, and why", () => {
    const { lines, verdict } = reviewed(SPOT, ids, [ids[0]!, ids[2]!], 0);
    expect(verdict).toBe("wrong");
    expect(lines.map(({ state, why }) => [state, why])).toEqual([["right", "sealed-spot feedback 1."], ["missed", "sealed-spot feedback 2."], ["wrong", "sealed-spot feedback 3."]]);
  });

  test.each(["no places at all", "{{sealed-spot-1}} {{sealed-spot-2}}", "{{sealed-spot-2}} {{sealed-spot-1}} {{sealed-spot-3}}", "{{sealed-spot-1}} {{sealed-spot-2}} {{sealed-spot-3}} {{sealed-spot-3}}"])("needs every place once and in order, unlike “%s”", (body) => {
    expect(withBody(body).success).toBe(false);
  });

  test("blocks a message in which everything is a sign, or nothing", () => {
    for (const correct of [true, false]) expect(lint({ ...SPOT, options: SPOT.options.map((option) => ({ ...option, correct })) }).map(({ rule }) => rule)).toContain("more-than-one-correct");
  });

  test("is translated with its places, and only whole", () => {
    const pieces = piecesOf(SPOT);
    const german = translationOf(pieces, Object.fromEntries(pieces.map(({ field, original }) => [field, `de ${original}`])));
    const question = questionSchema.parse({ ...SPOT, translations: { de: german } });
    const { question: told } = toldIn("de", question, ids, []);
    expect(messageInWords((told as SpotQuestion).message, (told as SpotQuestion).options)).toContain("de Answer within the hour");
    const body = german.message!.body!;
    for (const odd of [body.replace("{{sealed-spot-2}}", ""), `${body} {{sealed-spot-2}}`, `${body} {{other}}`]) expect(questionSchema.safeParse({ ...SPOT, translations: { de: { ...german, message: { ...german.message, body: odd } } } }).success).toBe(false);
  });

  test("goes to other systems as a question with several right answers, the message in its stem", () => {
    const { item, lost } = itemOf(SPOT);
    expect(item).toMatchObject({ type: "multichoice", single: false, shuffle: false });
    expect(item.text).toContain("Your Bank <help@bank.example>");
    expect(lost.map(({ key }) => key)).toContain("items.lost.message");
    expect(tableOf([SPOT])[1]!.join("\n")).toContain("Answer within the hour");
  });

  test("loses no character of a message when it is cut into pieces", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("{{a}}", "{{", "}}", "{{b}}"))), (parts) => {
      const text = parts.join("");
      expect(messagePieces(text).map((piece) => ("id" in piece ? `{{${piece.id}}}` : piece.text)).join("")).toBe(text);
    }));
  });
});
