import type { Item, ItemAnswer, ItemFile, TextFormat } from "../item.ts";
import { element, formatNamed, text, word, type Lines } from "./tags.ts";

type Of<Type extends Item["type"]> = Extract<Item, { type: Type }>;
type Writer<Type extends Item["type"]> = (item: Of<Type>) => Lines;

const percent = (fraction: number) => String(Number((fraction * 100).toFixed(5)));

function answer({ text: said, format, fraction, feedback }: ItemAnswer, { files, format: around }: { files: readonly ItemFile[]; format: TextFormat }, more: Lines = []): Lines {
  return element("answer", [...text(said, format === "plain" ? [] : files), ...element("feedback", text(feedback, files), formatNamed(around)), ...more], { fraction: percent(fraction), ...formatNamed(format) });
}

const multichoice: Writer<"multichoice"> = (item) => [
  ...word("single", item.single), ...word("shuffleanswers", item.shuffle), ...word("answernumbering", "abc"),
  ...([["correctfeedback", item.correctFeedback], ["partiallycorrectfeedback", item.partlyFeedback], ["incorrectfeedback", item.incorrectFeedback]] as const)
    .flatMap(([name, said]) => element(name, text(said, item.files), formatNamed(item.format))),
  ...item.answers.flatMap((one) => answer(one, item)),
];

const truefalse: Writer<"truefalse"> = (item) => item.answers.flatMap((one, place) => answer({ ...one, text: place === 0 ? "true" : "false" }, item));

const shortanswer: Writer<"shortanswer"> = (item) => [...word("usecase", item.caseSensitive ? 1 : 0), ...item.answers.flatMap((one) => answer(one, item))];

const numerical: Writer<"numerical"> = (item) => [
  ...item.answers.flatMap((one) => answer(one, item, word("tolerance", one.tolerance))),
  ...(item.units.length === 0 ? [] : element("units", item.units.flatMap(({ unit, multiplier }) => element("unit", [...word("multiplier", multiplier), ...word("unit_name", unit)])))),
];

const match: Writer<"match"> = (item) => [
  ...word("shuffleanswers", item.shuffle),
  ...item.pairs.flatMap((pair) => element("subquestion", [...text(pair.question, item.files), ...element("answer", text(pair.answer))], formatNamed(item.format))),
];

const ordering: Writer<"ordering"> = (item) => [
  ...word("layouttype", "VERTICAL"), ...word("selecttype", "ALL"), ...word("gradingtype", "ABSOLUTE_POSITION"),
  ...item.lines.flatMap((line, place) => element("answer", text(line, item.files), { fraction: String(place + 1), ...formatNamed(item.format) })),
];

const WRITERS: { [Type in Item["type"]]: Writer<Type> } = { multichoice, truefalse, shortanswer, numerical, match, ordering };

/** What only questions of this type have. */
export function linesOfType(item: Item): Lines {
  return (WRITERS[item.type] as Writer<Item["type"]>)(item);
}
