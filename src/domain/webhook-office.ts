import type { HandedIn } from "./handing-in.ts";
import { requestOffice, type OfficeRules } from "./request-office.ts";

/** Hands a message to a channel and says what came of it; it never throws, and no reason holds the address. */
export type WebhookOffice = (address: string, payload: object) => Promise<HandedIn>;

/** Posts JSON as `requestOffice` does. Redirects are not followed and answers not read. */
export function webhookOffice(origins: readonly string[], rules: Omit<OfficeRules, "mostRead"> = {}): WebhookOffice {
  const ask = requestOffice(origins, rules);
  return async (address, payload) => {
    const answer = await ask(address, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(payload) });
    return "fault" in answer ? failed(answer.fault, { isFinal: answer.fault !== "silent" }) : outcomeOf(answer.status);
  };
}

/** Slack answers 200, Teams 200 or 202. What is gone or refused stays so; "later" and errors of the server pass. */
function outcomeOf(status: number): HandedIn {
  if (status >= 200 && status < 300) return { isTaken: true };
  if (status >= 300 && status < 400) return failed("redirect", { isFinal: true });
  return failed(status === 404 || status === 410 ? "gone" : status < 500 && status !== 408 && status !== 429 ? "declined" : "busy", { isFinal: status < 500 && status !== 408 && status !== 429 });
}

/** One channel says nothing about the others, so the rest still goes. */
function failed(reason: "refused" | "inside" | "silent" | "redirect" | "gone" | "declined" | "busy", { isFinal = false } = {}): HandedIn {
  return { isTaken: false, isFinal, isDown: false, reason: `channels.reasons.${reason}` };
}
