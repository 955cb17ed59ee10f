import { pick, type Random } from "../../src/lib/random.ts";

const ONSETS = ["v", "k", "z", "br", "dr", "m", "n", "s", "t", "gl", "p", "r", "l", "th", "kr", "f"];
const VOWELS = ["a", "e", "i", "o", "u", "ai", "ou"];
const ENDS = ["lm", "rx", "st", "nd", "k", "sh", "rn", "zz", "pt", "ld"];
const DOERS = ["Heron", "Lynx", "Moth", "Otter", "Magpie", "Badger", "Newt", "Crane"];
const ADJECTIVES = ["Hollow", "Silent", "Borrowed", "Folded", "Delayed", "Mirrored", "Buried", "Forked", "Tilted", "Stacked", "Woven", "Blunted", "Faded", "Crossed", "Nested", "Sideways"];
const NOUNS = ["Ledger", "Beacon", "Driver", "Mailbox", "Archive", "Scheduler", "Socket", "Printer", "Installer", "Gateway", "Badge", "Cache", "Clock", "Parser", "Console", "Mirror"];
const DEEDS = ["Tampering", "Replay", "Planting", "Masking", "Harvest", "Hand-over", "Sweep", "Detour"];
const PARTS = ["Domains", "Local Accounts", "Scripts", "Cloud Services", "Firmware", "Web Portals", "Shared Folders", "Credentials", "Hardware", "Queues"];
const MEASURES = ["Review", "Separation", "Signing", "Training", "Limits", "Logging", "Backups", "Filters"];
export const TACTICS = ["initial-access", "execution", "persistence", "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact"];
export const PLATFORMS = ["Windows", "Linux", "macOS", "Network Devices", "ESXi"];

/** Gives names that nobody bears and that never come twice. */
export function namer(random: Random): Record<"word" | "group" | "technique" | "part" | "measure", () => string> {
  const given = new Set<string>();
  const any = (words: readonly string[]) => pick(words, random)!;
  const once = (make: () => string) => () => {
    for (let tries = 0; ; tries++) {
      const name = tries < 50 ? make() : `${make()} ${word()}`;
      if (!given.has(name)) { given.add(name); return name; }
    }
  };
  const syllable = () => any(ONSETS) + any(VOWELS);
  const word = () => { const text = syllable() + syllable() + syllable() + any(ENDS); return text.charAt(0).toUpperCase() + text.slice(1); };
  return {
    word: once(word), group: once(() => `${word()} ${any(DOERS)}`), technique: once(() => `${any(ADJECTIVES)} ${any(NOUNS)} ${any(DEEDS)}`),
    part: () => any(PARTS), measure: once(() => `${any(NOUNS)} ${any(MEASURES)}`),
  };
}

/** What a relationship says of its two ends, as links, with a citation; some have nothing to say. */
export function relationText(random: Random, source: string, verb: string, target: string, number: number): string {
  const kind = random();
  if (kind < 0.03) return "";
  if (kind < 0.06) return `(Citation: Invented Report ${number})`;
  const where = pick(["on file servers of its victims", "after it had signed in with a password of an old supplier", "to find shared folders, e.g. those of the finance department", "and waited for about three weeks before it went on", "against <code>example.exe</code> and its helpers"], random)!;
  const next = pick(["Later versions did so less often.", "Only one report describes this.", "The same was seen in a second network of the same owner."], random)!;
  return `${source} has ${verb} ${target} ${where}.(Citation: Invented Report ${number})(Citation: Other Report ${number % 97}) ${next}`;
}
