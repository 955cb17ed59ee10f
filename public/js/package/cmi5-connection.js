// @ts-check
import { alone } from "./alone.js";

const STATE = "debrief";

/**
 * Leads to the learning system that opened the page with the address of a launch. A visit has one first and one last statement, so a page that is loaded again after the last one records nothing more;
 * one that was loaded again without it goes on with the same token, which is given only once.
 * @param {any} quiz @param {any} engine
 */
export async function connectCmi5(quiz, engine) {
  const launch = engine.launchFrom(window.location.search);
  if (!launch) return alone("alone");
  const began = Date.now();
  const seconds = () => (Date.now() - began) / 1000;
  const found = await visitOf(launch);
  if (!found) return alone("alone");
  const visit = found;
  if (visit.isOver) return alone("over");
  const headers = { Authorization: `Basic ${visit.token}`, "X-Experience-API-Version": "1.0.3" };
  /** @type {(address: string, options?: RequestInit) => Promise<Response>} */
  const ask = (address, options = {}) => window.fetch(address, { ...options, headers: { ...headers, ...(options.body ? { "Content-Type": "application/json" } : {}) } });
  /** @type {(resource: "state" | "preferences", id: string) => Promise<any>} */
  const documentOf = async (resource, id) => {
    const answer = await ask(engine.documentAddress(launch, resource, id));
    return answer.ok ? answer.json() : undefined;
  };

  const said = await documentOf("state", "LMS.LaunchData");
  const data = engine.launchDataFrom(said);
  await documentOf("preferences", "cmi5LearnerPreferences");
  const kept = (await documentOf("state", STATE)) ?? {};
  const told = { state: String(kept.state ?? ""), isCompleted: kept.isCompleted === true, isPassed: kept.isPassed === true };
  const judge = { passPercent: data.masteryScore === null ? quiz.passPercent : 100 * data.masteryScore };
  let isFailing = false;
  let queue = visit.isBegun ? Promise.resolve() : send([engine.initialized(moment())]);
  note({ isBegun: true });
  window.addEventListener("pagehide", () => { leave(false); });

  function moment() {
    return { launch, data, id: uuid(), at: new Date() };
  }

  /** @param {{ isBegun?: boolean, isOver?: boolean }} changes */
  function note(changes) {
    window.sessionStorage.setItem(placeOf(launch), JSON.stringify(Object.assign(visit, changes)));
  }

  /** One after the other, so that they arrive in their order, also when the page is left meanwhile. @param {any[]} statements */
  async function send(statements) {
    try {
      const answer = await ask(`${launch.endpoint}statements`, { method: "POST", body: JSON.stringify(statements), keepalive: true });
      isFailing = !answer.ok;
    } catch {
      isFailing = true;
    }
  }

  async function keep() {
    const body = JSON.stringify(told);
    const answer = await ask(engine.documentAddress(launch, "state", STATE), { method: "PUT", body, keepalive: body.length < MOST_KEPT_ALIVE }).catch(() => undefined);
    isFailing ||= !answer?.ok;
  }

  function answered(/** @type {any} */ sitting, /** @type {number} */ place, /** @type {number} */ spent) {
    const standing = engine.standingOf(judge, sitting);
    const statements = [engine.answered(moment(), engine.recordedAnswer(sitting.lines[place], spent, new Date()))];
    if (standing.isFinished && !told.isCompleted) statements.push(engine.completed(moment(), seconds()));
    if (standing.isFinished && standing.passed !== null && !told.isPassed) statements.push(engine.judged(moment(), standing, seconds()));
    Object.assign(told, { state: engine.writeSitting(quiz, sitting, MOST_STATE), isCompleted: told.isCompleted || standing.isFinished, isPassed: told.isPassed || standing.passed === true });
    queue = queue.then(() => send(statements)).then(keep);
  }

  /** The last word of a visit; nothing may follow it. @param {boolean} isGoing */
  async function leave(isGoing) {
    if (!visit.isOver) {
      note({ isOver: true });
      if (isGoing) await queue;
      await send([engine.terminated(moment(), seconds())]);
    }
    if (isGoing) window.location.assign(data.returnUrl);
  }

  if (data.mode !== "Normal") return { ...alone("looking-on", told.state), returnUrl: data.returnUrl, leave, passPercent: judge.passPercent };
  return { state: told.state, reason: "", isRecorded: true, returnUrl: data.returnUrl, passPercent: judge.passPercent, begun: () => undefined, answered, isFailing: () => isFailing, leave };
}

const MOST_STATE = 64_000;
/** A browser sends no more than 64 KB for a page that is gone. */
const MOST_KEPT_ALIVE = 30_000;

/** In this tab alone. @param {{ fetch: string }} launch */
const placeOf = ({ fetch: address }) => `debrief ${address}`;

/** A token is given once (cmi5, section 8.2). @param {{ fetch: string }} launch @returns {Promise<{ token: string, isBegun: boolean, isOver: boolean } | undefined>} */
async function visitOf(launch) {
  const known = window.sessionStorage.getItem(placeOf(launch));
  if (known) return JSON.parse(known);
  try {
    const token = (await (await window.fetch(launch.fetch, { method: "POST" })).json())["auth-token"];
    return typeof token === "string" ? { token, isBegun: false, isOver: false } : undefined;
  } catch {
    return undefined;
  }
}

/** Version 4 of RFC 9562; `randomUUID` is only there on secure pages. */
function uuid() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
