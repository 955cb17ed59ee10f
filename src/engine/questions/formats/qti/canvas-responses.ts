import { say } from "../../../../lib/messages.ts";
import type { Item } from "../item.ts";
import type { CanvasWriting } from "./canvas-item.ts";
import { escapeXml } from "./tags.ts";

/** How a question is answered, in QTI 1.2 as Canvas writes it. Canvas's new quizzes write what is to be put in order as the examples of the specification do. */
export function responsesOf(item: Item, { tag, material, note }: CanvasWriting): string[] {
  const label = (ident: string, content: string) => tag("response_label", { ident }, content);
  const plain = (text: string) => tag("material", {}, tag("mattext", { texttype: "text/plain" }, escapeXml(text)));
  const choices = (cardinality: string, labels: readonly string[], shuffle = false) =>
    [tag("response_lid", { ident: "response1", rcardinality: cardinality }, tag("render_choice", shuffle ? { shuffle: "Yes" } : {}, ...labels))];
  switch (item.type) {
    case "multichoice": return choices(item.single ? "Single" : "Multiple", item.answers.map(({ text, format }, place) => label(`a${place + 1}`, material(text, format))), item.shuffle);
    case "truefalse": return choices("Single", [label("true", plain("True")), label("false", plain("False"))]);
    case "shortanswer": return [tag("response_str", { ident: "response1", rcardinality: "Single" }, tag("render_fib", {}, tag("response_label", { ident: "answer1", rshuffle: "No" })))];
    case "numerical": return [tag("response_str", { ident: "response1", rcardinality: "Single" }, tag("render_fib", { fibtype: "Decimal" }, tag("response_label", { ident: "answer1" })))];
    case "match": {
      const { lines, answers } = listsOf(item);
      const labels = answers.map((answer, place) => label(`t${place + 1}`, plain(answer)));
      return lines.map(({ question, format }, place) => tag("response_lid", { ident: `response_s${place + 1}` }, material(question, format), tag("render_choice", item.shuffle ? { shuffle: "Yes" } : {}, ...labels)));
    }
    case "ordering": {
      if (item.lines.length > 2) note(say("qti.order-whole"));
      const labels = item.lines.map((line, place) => label(`a${place + 1}`, material(line))).toReversed();
      return [tag("response_lid", { ident: "response1", rcardinality: "Ordered" }, tag("render_extension", {}, tag("ims_render_object", { shuffle: "Yes" }, tag("flow_label", {}, ...labels))))];
    }
  }
}

/** The lines of a matching question, and every answer once. */
export function listsOf({ pairs }: Extract<Item, { type: "match" }>) {
  return { lines: pairs.filter(({ question }) => question !== ""), answers: [...new Set(pairs.map(({ answer }) => answer))] };
}
