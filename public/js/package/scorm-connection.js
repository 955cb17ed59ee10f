// @ts-check
import { alone } from "./alone.js";

const MOST_WINDOWS = 500;

/**
 * Leads to the learning system by the run-time of SCORM that `runTime` describes. A second window or a lost network shows as a call that is refused: the page says so and goes on.
 * @param {any} runTime @param {any} quiz @param {any} engine
 */
export function connectScorm(runTime, quiz, engine) {
  const { calls, elements } = runTime;
  const api = findApi(runTime.api);
  if (!api) return alone("alone");
  let [isOpen, isFailing] = [false, false];
  const began = Date.now();
  const call = (/** @type {string} */ name, /** @type {string[]} */ ...given) => { try { return String(api[calls[name]](...given)); } catch { return "false"; } };
  const set = (/** @type {[string, string][]} */ values) => values.map(([name, value]) => call("set", name, value)).every((answer) => answer === "true");
  const fault = () => call("fault");

  isOpen = call("begin", "") === "true";
  if (!isOpen) return alone("alone");
  window.addEventListener("pagehide", leave);
  const isNew = runTime.untouched.includes(call("get", elements.status)) && call("get", elements.entry) !== "resume";
  const state = isNew ? "" : call("get", elements.state);
  if (["browse", "review"].includes(call("get", elements.mode))) return alone("looking-on", state);
  const keepsInteractions = call("get", elements.count) !== "" && fault() === "0";
  if (isNew) { set(runTime.begun); call("save", ""); }
  /** @type {any} */
  let last = null;

  /** Also a visit without an answer has its time, and its paper stays. */
  function begun(/** @type {any} */ sitting) {
    last = sitting;
  }

  function progress() {
    if (!last) return true;
    const told = engine.standingOf(quiz, last);
    return set(runTime.progress({ standing: told, place: Math.min(engine.nextOpen(last) + 1, told.of), state: engine.writeSitting(quiz, last, runTime.mostState), seconds: (Date.now() - began) / 1000 }));
  }

  function answered(/** @type {any} */ sitting, /** @type {number} */ place, /** @type {number} */ seconds) {
    last = sitting;
    const number = keepsInteractions ? Number(call("get", elements.count)) : NaN;
    const isKept = Number.isInteger(number) ? set(runTime.interaction(number, engine.recordedAnswer(sitting.lines[place], seconds, new Date()))) : true;
    const isTold = progress();
    isFailing = !(call("save", "") === "true" && isKept && isTold);
  }

  function leave() {
    if (!isOpen) return;
    isOpen = false;
    progress();
    call("save", "");
    call("end", "");
  }

  return { state, reason: "", isRecorded: true, returnUrl: "", begun, answered, isFailing: () => isFailing, leave };
}

/** In the windows around this one, then in the one that opened them (SCORM run-time environment, section 3.3.6.1). @param {string} name @returns {any} */
function findApi(name) {
  return apiAround(window, name) ?? (window.opener ? apiAround(window.opener, name) : undefined);
}

/** A window of another origin lets nobody look into it. @param {any} start @param {string} name */
function apiAround(start, name) {
  let current = start;
  for (let count = 0; count < MOST_WINDOWS; count++) {
    try { if (current[name]) return current[name]; } catch { /* of another origin */ }
    if (!current.parent || current.parent === current) return undefined;
    current = current.parent;
  }
}
