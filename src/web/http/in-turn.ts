import type { RequestHandler } from "express";

/** Several steps as one: for each that a request passes Express makes several objects, and a learner's page passes thirty. What a step throws or rejects with goes to whoever answers errors. */
export function inTurn(...steps: readonly RequestHandler[]): RequestHandler {
  const all: RequestHandler = (req, res, next) => {
    let at = 0;
    const onward = (error?: unknown): void => {
      const step = steps[at++];
      if (error || !step) return next(error);
      try {
        const done: unknown = step(req, res, onward);
        if (done instanceof Promise) done.catch((failed: unknown) => next(failed ?? new Error("A step failed without saying why.")));
      } catch (failed) {
        next(failed);
      }
    };
    onward();
  };
  return Object.assign(all, { stack: steps.map((handle) => ({ handle })) });
}
