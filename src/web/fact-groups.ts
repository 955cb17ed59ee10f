/** How the facts of an incident are put together for reading. What a relation of one's own says stands last. */
export const FACT_GROUPS: readonly { id: string; title: string; relations: readonly string[] }[] = [
  { id: "how", title: "How it happened", relations: ["began-with", "exploits", "uses", "impersonates", "spread-by", "compromises", "hijacked-tools-of", "borrowed-code-of", "is-a", "variant-of", "part-of", "means"] },
  { id: "hit", title: "Whom it hit, and how hard", relations: ["targets", "affected-count", "compromised-data", "has-impact", "caused-loss", "ransom-paid"] },
  { id: "who", title: "Who is said to be behind it", relations: ["attributed-to", "originates-from", "sponsored-by", "indicted-by", "accused-count", "attackers-tied-to", "responsibility-claimed-by", "claimed-by", "authored-by", "has-objective", "holds-role"] },
  { id: "light", title: "How it came to light, and what would have helped", relations: ["noticed-by", "disclosed-by", "confirmed-by", "stopped-by", "failed-control", "mitigates"] },
  { id: "when", title: "When", relations: ["occurred-on", "disclosed-on", "charged-on", "first-seen"] },
  { id: "further", title: "Further facts", relations: [] },
];

/** Where facts with this relation stand. */
export function groupOf(relation: string): string {
  return FACT_GROUPS.find(({ relations }) => relations.includes(relation))?.id ?? "further";
}

/** Relations that say how an attack works, or whose it is: incidents that share one are worth reading together. */
export const TELLING_RELATIONS: Readonly<Record<string, string>> = {
  "began-with": "It began the same way", "uses": "The same means", "exploits": "The same flaw", "spread-by": "It spread the same way", "impersonates": "The same disguise", "failed-control": "The same thing was missing",
  "attributed-to": "The same name was given", "hijacked-tools-of": "The same group", "targets": "The same target", "stopped-by": "The same remedy",
};
