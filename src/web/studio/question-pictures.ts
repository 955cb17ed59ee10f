import { keepPicture } from "../../domain/keeping-pictures.ts";
import { Refused } from "../../domain/errors.ts";
import type { Db, Person } from "../../storage/tables.ts";
import type { Upload } from "../http/uploads.ts";

type Values = Record<string, unknown>;
const TARGETS = ["stem", "explanation"];

/** Keeps the picture that came with a form and puts it at the end of the text it belongs to, which is Markdown from then on. */
export async function withPicture(db: Db, author: Pick<Person, "id">, values: Values, at: Date): Promise<Values> {
  const picture = values["picture"];
  if (!isUpload(picture)) throw new Refused("editor.picture-missing", "picture");
  const alternative = textOf(values["picture-words"]).replace(/\s+/g, " ").trim();
  const address = await keepPicture(db, author, { bytes: picture.bytes, alternative }, at);
  const target = TARGETS.find((name) => name === values["picture-place"]) ?? "stem";
  const format = textOf(values["format"]);
  const isHtml = format === "html" || format === "moodle";
  const written = isHtml ? `<p><img src="${address}" alt="${escaped(alternative)}"></p>` : `![${alternative.replace(/[\\[\]!*_`<>&]/g, "\\$&")}](${address})`;
  return { ...values, [target]: [textOf(values[target]).trimEnd(), written].filter(Boolean).join("\n\n"), "picture-words": "", picture: undefined, format: isHtml ? format : "markdown" };
}

function isUpload(value: unknown): value is Upload {
  return typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
