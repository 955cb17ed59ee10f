import { z } from "zod";
import type { LanguageModel } from "../config.ts";
import type { ModelQuestion } from "../engine/extraction/model-question.ts";
import { say, type Message, type Values } from "../lib/messages.ts";
import { inEnglish } from "../lib/readers.ts";

/** There is no answer that can be used; the words say why, and stand after a colon. They never hold a word of the answer, the key or the address. */
export class ModelFailed extends Error {
  override name = "ModelFailed";
  readonly words: Message;
  constructor(key: string, values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

const completion = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()) });

/** The text that the model answers. One request, no redirect followed, a limit on time and size; the only place that sends anything to another machine. @throws ModelFailed */
export async function answerOf(model: LanguageModel, question: ModelQuestion): Promise<string> {
  if (question.article.length > model.mostSent) throw new ModelFailed("model.why.too-long", { most: model.mostSent });
  const signal = AbortSignal.timeout(model.timeout * 1_000);
  try {
    return contentOf(await bodyOf(await send(model, question, signal), model.mostRead));
  } catch (error) {
    if (error instanceof ModelFailed) throw error;
    throw signal.aborted ? new ModelFailed("model.why.slow", { count: model.timeout }) : new ModelFailed("model.why.unreachable");
  }
}

async function send({ address, key, name }: LanguageModel, { task, article, schema }: ModelQuestion, signal: AbortSignal): Promise<Response> {
  const asked = {
    model: name, messages: [{ role: "system", content: task }, { role: "user", content: article }],
    response_format: { type: "json_schema", json_schema: { name: "facts", strict: true, schema } },
  };
  const headers = { "content-type": "application/json", accept: "application/json", ...(key === "" ? {} : { authorization: `Bearer ${key}` }) };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(asked), redirect: "manual", signal });
  if (response.ok) return response;
  await response.body?.cancel();
  throw refusal(response.status);
}

function refusal(status: number): ModelFailed {
  if (status >= 300 && status < 400) return new ModelFailed("model.why.redirect");
  if (status === 401 || status === 403) return new ModelFailed("model.why.key");
  if (status === 404) return new ModelFailed("model.why.not-there");
  if (status === 429) return new ModelFailed("model.why.too-many");
  return new ModelFailed("model.why.status", { status });
}

/** Read piece by piece, so that no answer is larger in memory than it may be. */
async function bodyOf(response: Response, most: number): Promise<string> {
  const body = (response.body ?? []) as AsyncIterable<Uint8Array>;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) throw new ModelFailed("model.why.answer-long");
    pieces.push(piece);
  }
  if (length === 0) throw new ModelFailed("model.why.answer-empty");
  return new TextDecoder().decode(Buffer.concat(pieces));
}

function contentOf(body: string): string {
  const read = completion.safeParse(parsed(body));
  if (!read.success) throw unreadable();
  return read.data.choices[0].message.content;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable();
  }
}

/** What the model wrote is not in the form that it was asked for. */
export function unreadable(): ModelFailed {
  return new ModelFailed("model.why.unreadable");
}
