import { randomFrom, type Random } from "../../src/lib/random.ts";

/**
 * People who forget, by a model that is not FSRS: the ACT-R activation with spacing of Pavlik and Anderson, "Practice and forgetting effects on vocabulary memory: an activation-based model of
 * the spacing effect", Cognitive Science 29 (2005), with the parameters of its table. Each time that a fact is met leaves a trace; activation is the logarithm of the sum of the traces, each of which
 * fades as a power of time with an exponent that grows with the activation at the moment when it was laid. Recall is logistic in activation.
 */
const DECAY_INTERCEPT = 0.177;
const DECAY_SCALE = 0.217;
const THRESHOLD = -0.704;
const NOISE = 0.255;
/** Between sittings time passes more slowly for memory than inside one. */
const OUTSIDE = 0.025;
const DAY_IN_SECONDS = 86_400 * OUTSIDE;

/**
 * Facts with a story and an explanation are easier than the pairs of foreign words of that study: somebody of middling memory recalls four in five a day later. How much people and
 * facts differ is ours too; each is a standard deviation of activation.
 */
const EASE = 1;
const BETWEEN_PEOPLE = 0.3;
const BETWEEN_FACTS = 0.3;

export interface Learner { ease: number; random: Random }
/** The traces that one fact has left in one learner; times are days. */
export interface Traces { ease: number; met: { at: number; decay: number }[] }

export function makeLearner(seed: string): Learner {
  const random = randomFrom(seed);
  return { ease: EASE + BETWEEN_PEOPLE * normal(random), random };
}

export function newTraces(random: Random): Traces {
  return { ease: BETWEEN_FACTS * normal(random), met: [] };
}

/** The true probability of recall on that day. */
export function trueRecall({ ease }: Learner, traces: Traces, day: number): number {
  if (traces.met.length === 0) return 0;
  return 1 / (1 + Math.exp((THRESHOLD - activation(traces, day) - ease - traces.ease) / NOISE));
}

/** The fact is met on that day: asked and answered, with its explanation. */
export function meet(traces: Traces, day: number): void {
  const decay = DECAY_INTERCEPT + (traces.met.length === 0 ? 0 : DECAY_SCALE * Math.exp(activation(traces, day)));
  traces.met.push({ at: day, decay });
}

function activation({ met }: Traces, day: number): number {
  return Math.log(met.reduce((sum, { at, decay }) => sum + Math.max(1, (day - at) * DAY_IN_SECONDS) ** -decay, 0));
}

/** Box and Muller, 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
