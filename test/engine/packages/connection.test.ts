import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as recordedAnswers from "../../../src/engine/packages/recorded-answer.ts";
import type { PackagedQuiz } from "../../../src/engine/packages/packaged-quiz.ts";
import * as remembering from "../../../src/engine/packages/remembered-sitting.ts";
import { SCORM_12 } from "../../../src/engine/packages/scorm-12.ts";
import * as sittings from "../../../src/engine/packages/sitting.ts";
import { packagedQuestion } from "../../../src/domain/packaged-questions.ts";
import { readerOf } from "../../../src/lib/readers.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

interface Connection { reason: string; isRecorded: boolean; begun: (sitting: sittings.Sitting) => void; answered: (sitting: sittings.Sitting, place: number, seconds: number) => void; isFailing: () => boolean; leave: () => void }
const quiz: PackagedQuiz = {
  id: "urn:uuid:1", digest: "abc", title: "All", summary: "", language: "en", direction: "ltr", organisation: "Debrief", passPercent: 80, shuffles: false, drawing: { rules: [], count: null, order: "set" },
  questions: [packagedQuestion(EVERY_KIND[0]!, [], new Map(), readerOf("en", "UTC"))],
};
const engine = { ...sittings, ...remembering, ...recordedAnswers };

/** A run-time that says what it is told to, in a frame in a frame; `set` notes every value. */
async function connectTo({ mode = "normal", begins = "true", saves = "true", interactions = "0" } = {}) {
  const set = new Map<string, string>();
  const answers: Record<string, string> = { "cmi.core.lesson_mode": mode, "cmi.core.lesson_status": "not attempted", "cmi.interactions._count": interactions };
  const API = { LMSInitialize: () => begins, LMSGetValue: (name: string) => answers[name] ?? "", LMSSetValue: (name: string, value: string) => { set.set(name, value); return "true"; }, LMSCommit: () => saves, LMSGetLastError: () => "0", LMSFinish: vi.fn(() => "true") };
  const foreign = new Proxy({}, { get: (_, name) => { if (name === "parent") return { API }; throw new Error("of another origin"); } });
  vi.stubGlobal("window", { parent: foreign, addEventListener: () => undefined });
  const { connectScorm } = await import(/* @vite-ignore */ new URL("../../../public/js/package/scorm-connection.js", import.meta.url).href) as { connectScorm: (...given: unknown[]) => Connection };
  return { connection: connectScorm(SCORM_12, quiz, engine), set, API };
}
const answered = () => sittings.answerLine(sittings.beginSitting(quiz, "s"), 0, ["sealed-single-1"]);
afterEach(() => { vi.unstubAllGlobals(); });

describe("a connection to a learning system", () => {
  test("is found past windows of other origins, and ends once", async () => {
    const { connection, set, API } = await connectTo();
    connection.begun(sittings.beginSitting(quiz, "s"));
    connection.answered(answered(), 0, 3);
    expect([connection.isRecorded, connection.isFailing(), set.get("cmi.core.lesson_status"), set.get("cmi.interactions.0.result")]).toEqual([true, false, "passed", "correct"]);
    connection.leave();
    connection.leave();
    expect(API.LMSFinish).toHaveBeenCalledTimes(1);
  });

  test("tells the time of a visit without an answer, and that it goes on", async () => {
    const { connection, set } = await connectTo();
    connection.begun(sittings.beginSitting(quiz, "s"));
    connection.leave();
    expect([set.get("cmi.core.exit"), set.get("cmi.core.session_time"), set.get("cmi.suspend_data")]).toEqual(["suspend", expect.stringMatching(/^0000:00:0\d\.\d\d$/), "abc;s;"]);
  });

  test.each(["browse", "review"])("records nothing in mode %s", async (mode) => {
    const { connection, set } = await connectTo({ mode });
    connection.answered(answered(), 0, 3);
    expect([connection.reason, connection.isRecorded, set.size]).toEqual(["looking-on", false, 0]);
  });

  test("says that it fails while the system does not save, and takes systems that keep no answers", async () => {
    const failing = (await connectTo({ saves: "false" })).connection;
    failing.answered(answered(), 0, 3);
    expect(failing.isFailing()).toBe(true);
    const { connection, set } = await connectTo({ interactions: "" });
    connection.answered(answered(), 0, 3);
    expect([connection.isFailing(), [...set.keys()].some((name) => name.includes("interactions"))]).toEqual([false, false]);
    expect((await connectTo({ begins: "false" })).connection.reason).toBe("alone");
  });

  test("leads nowhere else: the page fetches from the learning system alone, and keeps its token out of addresses", () => {
    const code = ["quiz-page", "scorm-connection", "cmi5-connection"].map((name) => readFileSync(`public/js/package/${name}.js`, "utf8")).join("\n");
    expect(code.match(/https?:\/\/[^\s"'`]+/g)).toBeNull();
    expect(code).not.toMatch(/localStorage|document\.cookie|history\.(?:push|replace)State/);
  });
});
