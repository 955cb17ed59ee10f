import type { Mention } from "./mention.ts";
import { anyOf } from "./words.ts";

const CAP = "\\p{Lu}[\\p{L}\\p{N}&'’.-]{0,30}";
const NAME = `${CAP}(?: (?:${CAP}|and(?= \\p{Lu})|&)){0,4}`;
const OF = anyOf(`
  Ministry Department Bureau Office Agency Bank University City Port County Board Commission Institute Institution Academy College House School
  Council Court Church District State Town Village Government
`);
const LAST = anyOf(`
  Ltd Limited Inc Incorporated Corp Corporation plc PLC GmbH LLC LLP SpA NV AG Group Holdings Bank University College Hospital Hospitals Clinic Agency
  Authority Commission Council Ministry Department Office Police Institute Centre Center Foundation Association Service Services Bureau Systems
  Technologies Networks Airlines Airways Airport Railways Pharmaceuticals Pharmacy Software Security Labs Court Committee Board Trust Fund Union
  Parliament Senate Congress Treasury Directorate Command Army Navy Forces Times Post Journal News Telecom Telecommunications Energy Electric Power
  Pipeline Foods Stores Hotels Resorts Insurance Healthcare Health Library Museum Schools Exchange Solutions Industries Motors Logistics Shipping
  Publishing Partners Company Studios Pictures Games Resources Water Gas Financial Media Interactive Entertainment Communications Team Unit Guard
  Guards Corps
`);

/** The shapes of names of organisations; the first that fits wins. */
const SHAPES = [
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${NAME} )?(?:${OF})(?: of| for)(?: the)? ${CAP}(?: (?:${CAP}|and ${CAP}|(?:of|for)(?: the)? ${CAP})){0,4}`, "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}])${NAME} \\([A-Z][A-Za-z]{1,7}\\)`, "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${CAP} (?:(?:${CAP}|and(?= \\p{Lu})|&) ){0,4})(?:${LAST})(?![\\p{L}\\p{N}-])`, "gu"),
];
const NEVER_FIRST = new RegExp(`^(?:${anyOf(`
  The A An In On At By For From But And When While After Before Since As If Last It This That These Those Its Their His Her Our According Meanwhile
  However Although Because Both Some Many Most Two Three Also Then Now Later Earlier Police Hackers Researchers Officials Under With To Of Not No We I
  He She They You
`)})(?= )`);

/** Names of organisations by their shape: "X Ltd", "Ministry of Y", "the US Justice Department", "National Z Agency (NZA)". */
export function findOrganisations(text: string): Mention[] {
  return SHAPES.flatMap((shape) => [...text.matchAll(shape)].flatMap(({ 0: words, index }) => trimmed(words, index)));
}

function trimmed(words: string, index: number): Mention[] {
  let [text, start] = [words, index];
  for (let lead = NEVER_FIRST.exec(text); lead; lead = NEVER_FIRST.exec(text)) {
    text = text.slice(lead[0].length + 1);
    start += lead[0].length + 1;
  }
  if (!text.includes(" ") || /^\(/.test(text)) return [];
  return [{ start, end: start + text.length, text, name: text.replace(/ \([^)]*\)$/, ""), type: "identity", kind: "organisation" }];
}
