// @ts-check
const NAME = "debrief-keys";

/** Whether single keys do something: whoever dictates or has unsteady hands can turn them off, and this browser remembers it. */
export function areKeysOn() {
  return document.documentElement.dataset["keys"] !== "off";
}

export function turnKeys(/** @type {"on" | "off"} */ state) {
  document.documentElement.dataset["keys"] = state;
  try { window.localStorage.setItem(NAME, state); } catch { /* a browser that keeps nothing */ }
}

try { document.documentElement.dataset["keys"] = window.localStorage.getItem(NAME) === "off" ? "off" : "on"; } catch { /* a browser that keeps nothing */ }
