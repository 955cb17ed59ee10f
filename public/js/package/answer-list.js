// @ts-check
import { element } from "./elements.js";
import { feedbackOn, markOf } from "./feedback.js";

/** Every question of a paper with how it was answered, each to be opened. @param {any[]} lines @param {any} engine @param {any} wording */
export function answerList(lines, engine, wording) {
  const items = lines.map((line) => {
    const { asked } = line;
    const review = engine.reviewOf(line);
    const summary = element("summary", {}, engine.wordsOf(asked, asked.question.stem), " ", markOf(review.verdict, wording));
    const parts = feedbackOn(asked, review, wording).filter((part) => part instanceof HTMLElement && !part.classList.contains("verdict"));
    return element("li", {}, element("details", { class: "disclosure" }, summary, element("div", { class: "feedback" }, ...parts)));
  });
  return element("section", { class: "section", "aria-labelledby": "answers" }, element("h2", { id: "answers" }, wording.t("packages.page.questions")), element("ol", { class: "package-answers" }, ...items));
}
