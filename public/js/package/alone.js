// @ts-check
/** A connection to nothing: the quiz can be taken, and the page says why nothing is recorded. @param {"alone" | "looking-on" | "over"} reason @param {string} [state] */
export function alone(reason, state = "") {
  return { state, reason, isRecorded: false, returnUrl: "", begun: () => undefined, answered: () => undefined, isFailing: () => false, leave: () => undefined };
}
