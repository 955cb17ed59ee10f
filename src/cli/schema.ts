import { Argument, Command } from "commander";
import { personalDataJsonSchema } from "../domain/personal-data-schema.ts";
import { questionJsonSchema } from "../engine/questions/question-json-schema.ts";

const SCHEMAS = { "question": questionJsonSchema, "personal-data": personalDataJsonSchema };
type Name = keyof typeof SCHEMAS;

/** `debrief schema [what]`: the JSON Schema of a question, or of what somebody downloads of themselves. */
export function printSchema(): Command {
  return new Command("schema").description("print the JSON Schema of a question (docs/formats/question.md) or of personal data (docs/formats/personal-data.md)")
    .addArgument(new Argument("[what]", "of what").choices(Object.keys(SCHEMAS)).default("question")).action((what: Name) => console.log(JSON.stringify(SCHEMAS[what](), null, 2)));
}
