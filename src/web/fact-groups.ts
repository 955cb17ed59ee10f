/** How the facts of an incident are put together for reading. What a relation of one's own says stands last. */
export const FACT_GROUPS: readonly { id: string; relations: readonly string[] }[] = [
  { id: "how", relations: ["began-with", "exploits", "uses", "impersonates", "spread-by", "compromises", "hijacked-tools-of", "borrowed-code-of", "is-a", "variant-of", "part-of", "means"] },
  { id: "hit", relations: ["targets", "affected-count", "compromised-data", "has-impact", "caused-loss", "ransom-paid"] },
  { id: "who", relations: ["attributed-to", "originates-from", "sponsored-by", "indicted-by", "accused-count", "attackers-tied-to", "responsibility-claimed-by", "claimed-by", "authored-by", "has-objective", "holds-role"] },
  { id: "light", relations: ["noticed-by", "disclosed-by", "confirmed-by", "stopped-by", "failed-control", "mitigates"] },
  { id: "when", relations: ["occurred-on", "dated", "disclosed-on", "charged-on", "first-seen"] },
  { id: "further", relations: [] },
];

/** Where facts with this relation stand. */
export function groupOf(relation: string): string {
  return FACT_GROUPS.find(({ relations }) => relations.includes(relation))?.id ?? "further";
}

/** Relations that say how an attack works, or whose it is: incidents that share one are worth reading together. Each has its words, `story.shared.<relation>`. */
export const TELLING_RELATIONS: readonly string[] = ["began-with", "uses", "exploits", "spread-by", "impersonates", "failed-control", "attributed-to", "hijacked-tools-of", "targets", "stopped-by"];
