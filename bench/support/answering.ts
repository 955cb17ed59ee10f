import { attemptIn } from "../../test/support/attempt-in.ts";
import type { Browser } from "./browsing.ts";

export const LENGTH = 10;
/** `answers`: the addresses that the answers of the attempt go to, those that are given gone. */
export interface Learner { browser: Browser; answers: string[] }

export async function begin(learner: Learner, slug: string): Promise<void> {
  const attempt = attemptIn((await learner.browser.post(`/quizzes/${slug}/attempts`)).headers.location);
  learner.answers = Array.from({ length: LENGTH }, (_, at) => `${attempt}/questions/${at + 1}/response`);
}

export async function answer({ browser, answers }: Learner): Promise<void> {
  await browser.post(answers.shift()!, { chosen: "1", confidence: "sure" });
}
