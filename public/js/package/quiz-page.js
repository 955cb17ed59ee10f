// @ts-check
import "../elements/answer-keys.js";
import "../elements/enter-follows.js";
import "../elements/matching-board.js";
import "../elements/ordering-list.js";
import { answerList } from "./answer-list.js";
import { element, textOf } from "./elements.js";
import { feedbackOn } from "./feedback.js";
import { progressTo } from "./progress.js";
import { picksIn, questionForm } from "./question-form.js";
import { wordingIn } from "./wording.js";

/**
 * Takes somebody through a packaged quiz. `engine` is what Debrief itself marks with, `connection` leads to the learning system.
 * @param {any} quiz @param {Record<string, string>} texts @param {any} engine @param {any} connection
 */
export function showQuiz(quiz, texts, engine, connection) {
  const wording = wordingIn(texts, quiz.language);
  const { t } = wording;
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const judge = { passPercent: connection.passPercent ?? quiz.passPercent };
  let sitting = engine.readSitting(quiz, connection.state) ?? engine.beginSitting(quiz, newSeed());
  connection.begun(sitting);
  let isCounted = true;
  let shownAt = Date.now();

  const standing = () => engine.standingOf(judge, sitting);
  if (standing().isFinished && sitting.lines.length > 0) showResult(false);
  else showStart();

  /** @param {(Node | string | null | undefined | false)[]} content @param {boolean} [isAtTop] */
  function show(content, isAtTop = true) {
    main.replaceChildren(...content.flatMap((each) => (each ? [each] : [])));
    main.querySelector("[data-first]")?.setAttribute("tabindex", "-1");
    const first = main.querySelector("[data-first]");
    if (isAtTop) window.scrollTo(0, 0);
    if (first instanceof HTMLElement) first.focus({ preventScroll: isAtTop });
  }

  function showStart() {
    const { answered, of } = standing();
    const title = element("h1", {}, quiz.title);
    const facts = element("ul", { class: "meta" }, element("li", {}, t("counted.questions", { count: of })), judge.passPercent > 0 && element("li", {}, t("packages.page.pass-mark", { share: { percent: judge.passPercent } })));
    const start = button(t(answered > 0 ? "packages.page.resume" : "packages.page.start"), () => showQuestion(engine.nextOpen(sitting)));
    const actions = of > 0 ? element("div", { class: "actions" }, start) : element("p", { class: "note" }, t("packages.page.empty"));
    const soFar = answered > 0 && element("p", {}, t("packages.page.so-far", { answered, of }));
    show([element("header", { class: "page-header" }, title, quiz.summary && element("p", { class: "lede" }, quiz.summary), facts, soFar, notice(), actions), about()]);
  }

  /** @param {number} place @param {string[]} [picked] @param {string} [complaint] */
  function showQuestion(place, picked = [], complaint = "") {
    const line = sitting.lines[place];
    if (!line) return showResult(true);
    if (complaint === "") shownAt = Date.now();
    const form = questionForm(line, wording, picked, complaint);
    form.addEventListener("submit", (event) => { event.preventDefault(); take(place, picksIn(/** @type {HTMLFormElement} */ (form))); });
    show([element("article", { class: "question" }, progressTo(place, sitting.lines.length, isCounted ? "" : t("packages.page.practice"), t), stemOf(line, complaint === ""), form, setback())], complaint === "");
    form.querySelector(".error-summary a")?.addEventListener("click", (event) => { event.preventDefault(); focusOn("#chosen"); });
    if (complaint) focusOn(".error-summary");
  }

  /** @param {number} place @param {string[]} picks */
  function take(place, picks) {
    const line = sitting.lines[place];
    const chosen = engine.chosenIn(line, picks, quiz.language);
    const complaint = engine.complaintAboutAnswer(line, chosen);
    if (complaint) return showQuestion(place, picks, wording.inWords(complaint));
    sitting = engine.answerLine(sitting, place, chosen);
    if (isCounted) connection.answered(sitting, place, (Date.now() - shownAt) / 1000);
    showFeedback(place);
  }

  /** @param {number} place */
  function showFeedback(place) {
    const line = sitting.lines[place];
    const next = engine.nextOpen(sitting);
    const onward = button(t(next < sitting.lines.length ? "taking.next" : "taking.see-result"), () => showQuestion(next));
    const traits = { class: "feedback", role: "region", "aria-label": t("taking.feedback"), "aria-describedby": "verdict", "data-first": true };
    const feedback = element("section", traits, ...told(line), setback(), element("div", { class: "actions" }, element("enter-follows", {}, onward)));
    show([element("article", { class: "question" }, progressTo(place, sitting.lines.length, isCounted ? "" : t("packages.page.practice"), t), stemOf(line, false), feedback)], false);
  }

  /** @param {boolean} isNew */
  function showResult(isNew) {
    const { points, of, percent, passed } = standing();
    const shown = Math.floor(points * 10 + 1e-6) / 10;
    const [before = "", number = "", after = ""] = t("score", { score: shown, of }).split(/<\/?number>/);
    const score = element("p", { class: "score", "data-first": true }, before, element("span", { class: "score__number" }, number), after);
    const verdict = passed === null ? "" : t(passed ? "packages.page.passed" : "packages.page.not-passed", { share: { percent: judge.passPercent } });
    const told = !isCounted ? t("packages.page.practised") : connection.isRecorded ? t(isNew ? "packages.page.reported" : "packages.page.reported-before") : "";
    const back = connection.returnUrl && button(t("packages.page.back"), () => connection.leave(true));
    const actions = element("div", { class: "actions" }, back, button(t("packages.page.again"), practise, back ? " button--secondary" : ""));
    const title = [element("p", { class: "eyebrow" }, t("packages.page.result")), element("h1", {}, quiz.title)];
    const result = [score, element("p", { class: "score__words" }, t("packages.page.percent", { share: { percent } })), verdict && element("p", { class: "lede" }, verdict), told && element("p", {}, told)];
    show([element("header", { class: "page-header" }, ...title, ...result, notice(), actions, element("p", { class: "hint" }, t("packages.page.again-hint"))), answerList(sitting.lines, engine, wording), about()]);
  }

  function practise() {
    [sitting, isCounted] = [engine.beginSitting(quiz, newSeed()), false];
    showQuestion(0);
  }

  /** @param {any} line @returns {any[]} */
  function told(line) {
    return feedbackOn(line.asked, engine.reviewOf(line), wording);
  }

  /** @param {any} line @param {boolean} isNew */
  function stemOf({ asked }, isNew) {
    return textOf(asked, asked.question.stem, "h1", { class: "question__stem", "data-first": isNew });
  }

  /** Why nothing is recorded, or that something was not. */
  function notice() {
    return connection.isRecorded ? setback() : element("p", { class: "note note--alert" }, t(`packages.page.${connection.reason}`));
  }

  /** Said on every page until it is mended. */
  function setback() {
    return isCounted && connection.isFailing() && element("p", { class: "note note--alert", role: "status" }, t("packages.page.failing"));
  }

  function about() {
    return element("p", { class: "hint" }, t("packages.page.about"));
  }

  /** @param {string} selector */
  function focusOn(selector) {
    const target = main.querySelector(selector);
    const field = target?.matches("fieldset") ? target.querySelector("input, select") ?? target : target;
    if (field instanceof HTMLElement) field.focus();
  }

  /** @param {string} words @param {() => void} pressed @param {string} [look] */
  function button(words, pressed, look = "") {
    const made = element("button", { type: "button", class: `button${look}` }, words);
    made.addEventListener("click", pressed);
    return made;
  }
}

/** Letters and digits, as the remembered sitting wants. */
function newSeed() {
  return [...window.crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}
