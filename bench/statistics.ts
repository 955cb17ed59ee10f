/**
 * Simulated people answer simulated questions whose difficulty is known: `npm run bench -- statistics [RUNS]`.
 * Prints how far calibrated difficulties lie from the true ones at 10 to 500 answers, how often sound and bad questions look weak, and the standard error of an adaptive quiz against as many random questions.
 * Twenty questions, two of which have next to nothing to do with ability (a slope of 0.1).
 */
import { itemFigures } from "../src/engine/statistics/items.ts";
import { calibrate } from "../src/engine/statistics/calibrating.ts";
import { isDone, MOST_ASKED, nextQuestion, abilityOf, type AdaptiveAnswer, type AdaptiveQuestion } from "../src/engine/statistics/adaptive.ts";
import { chanceRight } from "../src/engine/statistics/rasch.ts";
import { randomFrom, shuffled, type Random } from "../src/lib/random.ts";

const ITEMS = 20;
const BAD = [6, 13];
/** The root mean square error of difficulties, in logits, that these many people must give at most. */
const GOALS: [number, number][] = [[10, 0.75], [20, 0.55], [30, 0.51], [50, 0.4], [100, 0.38], [200, 0.35], [500, 0.31]];
const WEAK = 20;
const SITTINGS = 400;
const POOL = 120;

/** Box and Muller, 1958. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Outcome { squares: number[]; sound: boolean[]; bad: boolean[] }

/** Slopes of sound questions vary as those of real ones do, although the model takes them for one. */
function run(people: number, random: Random): Outcome {
  const items = Array.from({ length: ITEMS }, (_, place) => ({ difficulty: normal(random), slope: BAD.includes(place) ? 0.1 : Math.exp(0.3 * normal(random)) }));
  const scores = Array.from({ length: people }, () => {
    const ability = normal(random);
    return items.map(({ difficulty, slope }): number => Number(random() < chanceRight(slope * ability, slope * difficulty)));
  });
  const found = calibrate(scores, ITEMS);
  const totals = scores.map((own) => own.reduce((sum, score) => sum + score, 0));
  const isWeak = items.map((_, place) => {
    const { discrimination } = itemFigures(scores.map((own, person) => ({ score: own[place]!, rest: totals[person]! - own[place]!, count: 1 })));
    return discrimination === null || discrimination < WEAK;
  });
  const isBad = (place: number) => BAD.includes(place);
  return { squares: items.flatMap(({ difficulty }, place) => (isBad(place) ? [] : [(found[place]! - difficulty) ** 2])), sound: isWeak.filter((_, place) => !isBad(place)), bad: isWeak.filter((_, place) => isBad(place)) };
}

function recover(runs: number): boolean {
  console.log(`Difficulties of ${ITEMS - BAD.length} sound questions, ${runs} runs\n   people   error of difficulty   at most   sound ones weak   bad ones weak`);
  let isHeld = true;
  for (const [people, goal] of GOALS) {
    const outcomes = Array.from({ length: runs }, (_, place) => run(people, randomFrom(`run ${place} of ${people}`)));
    const error = Math.sqrt(mean(outcomes.flatMap(({ squares }) => squares)));
    const share = (which: "sound" | "bad") => `${(100 * mean(outcomes.flatMap((outcome) => outcome[which].map(Number)))).toFixed(0)} %`;
    const holds = error <= goal;
    isHeld &&= holds;
    console.log(`   ${String(people).padStart(6)}   ${error.toFixed(2).padStart(19)}   ${goal.toFixed(2).padStart(7)}   ${share("sound").padStart(15)}   ${share("bad").padStart(13)}${holds ? "" : "   NOT HELD"}`);
  }
  return isHeld;
}

const question = (place: number, logits: number): AdaptiveQuestion => (
  { id: `q${place}`, level: (["recall", "mechanism", "decide"] as const)[place % 3]!, topic: `topic ${place % 4}`, enemies: [], facts: [`fact ${place}`], tells: () => ({ reveals: "", secrets: [] }), clues: () => ({ asks: ` question ${place} `, keys: [] }), logits });

function sit(ability: number, random: Random, next: (answered: AdaptiveAnswer<AdaptiveQuestion>[]) => AdaptiveQuestion | undefined, isOver: (answered: AdaptiveAnswer<AdaptiveQuestion>[]) => boolean) {
  const answered: AdaptiveAnswer<AdaptiveQuestion>[] = [];
  while (!isOver(answered)) {
    const asked = next(answered);
    if (!asked) break;
    answered.push({ question: asked, score: Number(random() < chanceRight(ability, asked.logits)) });
  }
  const { error, ability: found } = abilityOf(answered);
  return { error, off: (found - ability) ** 2, asked: answered.length };
}

function adapt(): boolean {
  const random = randomFrom("adaptive");
  const pool = Array.from({ length: POOL }, (_, place) => question(place, 1.5 * normal(random)));
  const people = Array.from({ length: SITTINGS }, () => normal(random));
  const adaptive = people.map((ability) => sit(ability, random, (answered) => nextQuestion(pool, answered, random), isDone));
  const fixed = (count: number) => people.map((ability) => { const paper = shuffled(pool, random); return sit(ability, random, (answered) => paper[answered.length], (answered) => answered.length === count); });
  const told = (name: string, sittings: typeof adaptive) => console.log(`   ${name.padEnd(24)} ${mean(sittings.map(({ asked }) => asked)).toFixed(1).padStart(5)} questions   standard error ${mean(sittings.map(({ error }) => error)).toFixed(2)}   true error ${Math.sqrt(mean(sittings.map(({ off }) => off))).toFixed(2)}`);
  const [same, twenty] = [fixed(MOST_ASKED), fixed(20)];
  console.log(`Ability of ${SITTINGS} people, ${POOL} questions`);
  told("adaptive, one of five", adaptive);
  told("as many at random", same);
  told("20 at random", twenty);
  const errorOf = (sittings: typeof adaptive) => mean(sittings.map(({ error }) => error));
  return errorOf(adaptive) < errorOf(same) && errorOf(adaptive) <= errorOf(twenty) + 0.01;
}

function main(): void {
  const runs = Number(process.argv[2] ?? 12);
  const [recovered, adapted] = [recover(runs), adapt()];
  console.log(`Difficulties ${recovered ? "held" : "NOT HELD"}; adaptive no worse than 20 at random with at most ${MOST_ASKED}: ${adapted ? "held" : "NOT HELD"}`);
  if (!recovered || !adapted) process.exitCode = 1;
}

main();
