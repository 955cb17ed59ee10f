import type { Modality } from "../knowledge/fact.ts";

/** How surely a verb of saying says it, when it has a source as its subject. "said" depends on who says it. */
const VERBS: [Modality, RegExp][] = [
  ["alleged", /^(?:alleged|alleges|accused|accuses|accuse|accusing|charged|charges|suspects|suspected|blamed|blames|blame|blaming|indicted|sued)$/],
  ["claimed", /^(?:tweeted|claimed|claims|boasted|insisted|announced|declared|posted|maintained|argued|denied|denies|asserted|stressed|vowed)$/],
  ["assessed", /^(?:found|identified|assessed|assesses|concluded|determined|attributed|attributes|believes?|believed|linked|links|traced|estimates?|estimated|discovered|warned|warns|assess|showed|observed|ruled|calculated)$/],
  ["reported", /^(?:reported|reports)$/],
  ["asserted", /^(?:confirmed|confirms|acknowledged|admitted|disclosed|revealed|reveals|published|noted|explained)$/],
];
const INVESTIGATORS = /\b(?:intelligence|researchers?|experts?|analysts?|investigators?|agenc(?:y|ies)|security|forensic|centre|center|police|regulators?|watchdog|cert|cisa|fbi|nsa|ncsc|labs?|investigation|report|audit|commissioner)\b/i;
const ANONYMOUS = /\b(?:officials?|sources?|people familiar|insiders?)\b/i;

/** The modality of what this source says with this verb. `investigates`: it is one that looks into attacks. */
export function modalityOfVerb(verb: string, speaker: string, investigates: boolean): Modality {
  const known = VERBS.find(([, verbs]) => verbs.test(verb))?.[0];
  if (known) return known;
  if (investigates || INVESTIGATORS.test(speaker)) return "assessed";
  return ANONYMOUS.test(speaker) ? "reported" : "claimed";
}

/** Hedges inside a clause; the first that is found wins. */
const HEDGES: [Modality, RegExp][] = [
  ["alleged", /\b(?:alleged(?:ly)?|accus(?:es?|ed|ing)|suspected|blam(?:es?|ed|ing)|purported(?:ly)?|indictment)\b/i],
  ["reported", /\b(?:reportedly|reported to|rumou?red|said to (?:be|have)|understood to|is said|are said|was said)\b/i],
  ["claimed", /\b(?:claimed|claiming|boasted|tweeted)\b/i],
  ["assessed", /\b(?:believed to|thought to|likely|probably|apparently|appears? to|seems? to|assessed|attributed|linked to|tied to|traced to|identified (?:by|as))\b/i],
];

export function hedgeIn(clause: string): Modality | undefined {
  return HEDGES.find(([, words]) => words.test(clause))?.[0];
}

const NO_PROOF = "no (?:evidence|indication|sign|suggestion|proof)(?: (?:that|of))?|not (?:clear|known|confirmed)(?: (?:that|whether|who|how))?";
const DOUBT_BEFORE = new RegExp(`\\b(?:whether|if|unless|${NO_PROOF}|unclear|in case|would have|hypothetical(?:ly)?|could have been)[^.;]{0,60}$`, "i");
/** Whether what follows is doubted or imagined rather than said. */
export function isDoubted(before: string): boolean {
  return DOUBT_BEFORE.test(before);
}

const NEGATION = /\b(?:not|never|no longer|neither|nor|cannot|refus(?:ed|es|ing) to|declin(?:ed|es|ing) to)\b|n't\b/i;
const DENIAL_BEFORE = /\b(?:den(?:ied|ies|ying)|rejected|ruled out|dismissed)\b[^.;]{0,80}$/i;

/** A negation between the ends of a fact, or a denial before it, turns it round. "not only" does not. */
export function isNegated(between: string, before: string): boolean {
  return NEGATION.test(between.replace(/\bnot (?:only|just|merely)\b/gi, "")) || DENIAL_BEFORE.test(before);
}

const DENIAL_AFTER = /^,? ?(?:(?:which|that) )?(?:(?:is|was|are|were|has been|had been|have been) )?(?:not|never|denied|disputed|false|untrue|wrong|a hoax|rejected|dismissed|ruled out)\b/i;

/** "... is not true", "..., which was denied" right after the words. */
export function isDenied(after: string): boolean {
  return DENIAL_AFTER.test(after.trimStart());
}

const POSSIBILITY = /\b(?:may|might|could) (?:also |well |still |even |not )?have\b/i;

/** "could have stolen": nobody says that it was so. "Was it Turla?" asks. */
export function isOnlyPossible(clause: string, sentence: string): boolean {
  return POSSIBILITY.test(clause) || /\?["”’)\]]*$/.test(sentence.trimEnd());
}

/** "may steal", "could read": what is able to happen is less sure than what did. */
export function isUncertain(clause: string): boolean {
  return /\b(?:may|might|could)\b(?! \d)/.test(clause);
}
