import { fold } from "../../../lib/text.ts";
import type { Entity } from "../entity.ts";
import { namedId } from "./ids.ts";

/** Different words for one thing, as data sets use them side by side. What comes first is the name. */
const SAME = [
  "government|government administration|government agencies and services|government institutions", "defence|defense|defense industrial base|defense contractor|defense contractors",
  "finance|financial|financial services|financial institutions", "healthcare|health|medical", "telecommunications|telecoms|telecomms|telecom", "energy|energy company|energy companies",
  "the media|media|news media|media and entertainment", "information technology|technology|high tech|it", "transport|transportation|transportation systems", "manufacturing|critical manufacturing|electronics manufacturers",
  "education|universities|academia university|academia", "NGOs|non profit organisation|non profit", "the private sector|private sector|business", "religious organisations|religious organization|religious organizations",
  "gambling|gambling companies|gambling websites", "research|research innovation|scientific research", "journalists|journalist", "the military|military", "banks|bank", "dissidents|dissident", "think tanks|think tank", "pharmaceuticals|pharmacy",
].map((group) => group.split("|"));

const CANONICAL = new Map(SAME.flatMap((group) => group.map((word) => [fold(word), group[0]!] as const)));

/** Lines of business that lie so close together, or inside each other, that none is offered as wrong beside another. */
const FAMILIES = [
  /financ|bank|payment|invest|crypto|insur|trade|economic/, /energy|oil|gas|petrol|electric|power|utilit|nuclear|mining/, /health|pharma|medic|hospital|covid/, /militar|defen[cs]e|security service|intelligence|aerospace|\bspace|aviation/,
  /govern|diploma|justice|politic|legal|intelligence|security service|intergovern|embass|administration|\bstate|militar|defen[cs]e/, /media|journal|news|entertain|broadcast|gaming|gambl/, /educat|universit|research|scien|academ|think tank/,
  /transport|rail|aviation|airline|logistic|maritime|shipping|automotive|travel|aerospace/, /tech|telecom|electronic|semiconductor|software|internet|digital|gaming|engineering/,
  /civil society|ngo|activis|dissid|opposition|separatis|human rights|religio|journal|think tank|politic|individual|non profit/, /manufact|industr|engineering|chemical|automotive|semiconductor|electronic|construct|aerospace/, /hospitality|travel|retail|touris|food|restaurant/,
];
/** So wide that they hold most others. */
const WIDE = /^(?:the )?(?:private sector|services?|other|infrastructure|critical infrastructure|industrial|industry|country|individuals?|companies)$/;

/** Words that only say which sector: "aimed at the maritime sector". */
const BARE = /^(?:maritime|finance|payment|retail|hospitality|transport|manufacturing|energy|defence|aerospace|automotive|aviation|shipping|logistics|legal|construction|chemical|industrial|electronics?|software|gaming|nuclear|insurance|telecommunications|information technology|healthcare|education|agriculture|mining|engineering|semiconductors?|cryptocurrency|hosting|travel|tourism|food|electric|electricity|oil|gas|petroleum|water|trade|entertainment|research)$/i;

/** A line of business by its name in a data set, as it stands in the middle of a sentence. */
export function sectorEntity(label: string): Entity {
  const name = CANONICAL.get(fold(label)) ?? label.trim().replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase());
  return { id: namedId("industry", name.replace(/^the /, "")), type: "sector", name: BARE.test(name) ? `the ${name} sector` : name, aliases: [], overlaps: [] };
}

/** Whether two lines of business may not be told apart. */
export function areNearSectors(a: Entity, b: Entity): boolean {
  const [one, other] = [fold(a.name), fold(b.name)];
  return WIDE.test(one) || WIDE.test(other) || FAMILIES.some((family) => family.test(one) && family.test(other));
}
