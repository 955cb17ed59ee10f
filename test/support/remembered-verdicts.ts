import { createRequire } from "node:module";

type Verify = (hash: string, password: string) => Promise<boolean>;
const REMEMBERED = Symbol.for("debrief.remembered-verdicts");

/**
 * A password is compared with a hash in earnest, at its full cost, the first time in a process; whoever asks the same again is told the same. Tests sign in more than a thousand times with one password, which was a
 * twentieth of all their work. Node hands the program whatever stands in the module when it is first imported, and this comes before.
 */
const argon2 = createRequire(import.meta.url)("@node-rs/argon2") as { verify: Verify; [REMEMBERED]?: true };
if (!argon2[REMEMBERED]) Object.assign(argon2, { verify: remembered(argon2.verify), [REMEMBERED]: true });

function remembered(verify: Verify): Verify {
  const verdicts = new Map<string, Promise<boolean>>();
  return (hash, password) => {
    const asked = JSON.stringify([hash, password]);
    const verdict = verdicts.get(asked) ?? verify(hash, password);
    verdicts.set(asked, verdict);
    return verdict;
  };
}
