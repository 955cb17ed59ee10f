import type { Language } from "./languages.ts";

/** One mark before just three digits: fifteen hundred, or one and a half. */
const EITHER = /(?<![\d.,])[1-9]\d{0,2}([.,])\d{3}(?![\d.,]*\d)/g;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/mehr als|über/, "more than"], [/mindestens|wenigstens/, "at least"], [/etwa|rund|ungefähr|circa|ca\./, "about"], [/fast|beinahe|knapp/, "nearly"], [/bis zu/, "up to"], [/weniger als|unter/, "less than"],
  [/millionen|million|mio\.?/, "million"], [/milliarden|milliarde|mrd\.?/, "billion"], [/tausend|tsd\.?/, "thousand"], [/us-dollar|dollar/, "dollars"], [/pfund/, "pounds"],
];

/** The figure in a text that readers of this language and of others would take for different numbers: "1.500" in English, "1,500" in German. A comma groups in English, and a point in German. */
export function unclearFigure(text: string, language: Language): string | undefined {
  const usual = language === "de" ? "." : ",";
  return [...text.matchAll(EITHER)].find(([, mark]) => mark !== usual)?.[0];
}

/** An amount as it is written in English: "etwa 4,4 Mio. €" is "about 4.4 million €". Texts in English come back as they are. */
export function amountInEnglish(text: string, language: Language): string {
  if (language !== "de") return text;
  const marked = text.replace(/(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|(?<![\d.,])\d+,\d+(?![\d.,]*\d)/g, (figure) => figure.replaceAll(".", "").replace(",", "."));
  const said = WORDS.reduce((sum, [german, english]) => sum.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${german.source})(?![\\p{L}\\p{N}])`, "giu"), english), marked);
  return said.replace(/^(\D*?)((?:[\d.]+)(?: (?:thousand|million|billion))?) ?([€$£])$/u, "$1$3$2");
}
