import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadContent } from "../../../src/domain/loading-content.ts";
import { shippedPart } from "../../support/knowledge.ts";
import { PASTED } from "../../support/articles.ts";
import { makePerson } from "../../support/make.ts";
import { facts, KEY, openModelEndpoint, says, sends, type ModelEndpoint } from "../../support/model-endpoint.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let endpoint: ModelEndpoint;
let world: World;
let agent: Agent;
let host: string;
beforeAll(async () => {
  endpoint = await openModelEndpoint();
  world = await openWorld({ model: endpoint.model({ MODEL_TIMEOUT: "1" }) });
  await loadContent(world.db, shippedPart());
  [agent, host] = [await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })), new URL(endpoint.address).host];
});
afterAll(async () => { await world?.close(); await endpoint?.close(); });
beforeEach(() => { endpoint.asked.length = 0; endpoint.reply(facts([FACT])); });

const text = `${PASTED.text}\nIn the view of Symantec, Turla helped with the attack on the library.`;
const FACT = { line: 4, quote: "Turla helped with the attack on the library", subject: "the attack on the library", relation: "attributed-to", object: "Turla", polarity: "positive", modality: "asserted", asserted_by: "Symantec" };
const paste = async (given: object = {}) => (await agent.post("/studio/articles").type("form").send({ ...PASTED, text, ...given }).expect(303)).headers["location"]!;
const ask = (address: string, model = host) => agent.post(`${address}/model-readings`).type("form").send({ model }).expect(303);
const page = async (address: string) => (await agent.get(address).expect(200)).text;
const candidates = (html: string) => html.match(/data-candidate=/g)?.length ?? 0;

describe("pasting an article where a language model is set", () => {
  test("asks first: the box names the host and is not ticked, and without the tick nothing is sent", async () => {
    const form = await page("/studio/articles/new");
    expect(form).toContain(`Also ask the language model at ${host}`);
    expect(/<input id="model"[^>]*>/.exec(form)![0]).not.toContain("checked");
    expect(await page(await paste())).toContain(`Ask the language model at ${host} too`);
    expect(endpoint.asked).toEqual([]);
  });

  test("with the tick leads to what the rules found and, apart from it, what the model adds", async () => {
    const [plain, asked] = [await page(await paste()), await page(await paste({ model: host }))];
    expect(candidates(asked)).toBe(candidates(plain) + 1);
    expect(asked).toMatch(/What the language model adds<\/h2>[^]*small-one at [^]*Assessed by Symantec/i);
    expect(asked).not.toContain("Send the text and ask");
    await world.db("candidates").where({ rule: "model" }).update({ state: "rejected" });
    expect((await agent.get("/studio/articles/rules")).text).toContain(">model</small>");
  });

  test("with the tick and a file sends the text of the file, and keeps the tick where the file is refused", async () => {
    const send = (name: string) => {
      const form = agent.post("/studio/articles").attach("file", Buffer.from(text), name).field("model", host);
      for (const [field, value] of Object.entries({ ...PASTED, text: "" })) form.field(field, value);
      return form;
    };
    expect(/<input id="model"[^>]*>/.exec((await send("news.docx").expect(422)).text)![0]).toContain("checked");
    expect(endpoint.asked).toEqual([]);
    expect(await page((await send("news.txt").expect(303)).headers["location"]!)).toContain("What the language model adds");
  });

  test.each<[string, () => void, RegExp]>([
    ["is silent", () => endpoint.reply(() => undefined), /it took longer than 1 second\./], ["fails", () => endpoint.reply(sends(500, `<b>${KEY}</b>`)), /it answered with the error 500\./],
    ["writes of its own accord", () => endpoint.reply(says("<script>alert(1)</script>")), /its answer could not be read\./],
  ])("still leads to what the rules found when it %s, and says so", async (_what, prepare, words) => {
    const plain = candidates(await page(await paste()));
    prepare();
    const address = await paste({ model: host });
    const html = await page(address);
    expect(html).toMatch(words);
    expect(html).toContain("rules found is all here");
    expect(candidates(html)).toBe(plain);
    expect(html).not.toMatch(new RegExp(`<script>alert|<b>${KEY}|${KEY}`));
    endpoint.reply(facts([FACT]));
    await ask(address);
    expect(candidates(await page(address))).toBe(plain + 1);
  });

  test("sends it to nobody else than the host that was agreed to", async () => {
    const address = await paste({ model: "elsewhere.example" });
    expect(await page(address)).toContain("The article was not sent to a language model");
    await ask(address, "");
    expect(endpoint.asked).toEqual([]);
  });

  test("does not ask twice", async () => {
    const address = await paste({ model: host });
    await ask(address);
    expect(await page(address)).toContain("has answered about this article already");
    expect(endpoint.asked).toHaveLength(1);
  });

  test("is for trainers, about articles that are there", async () => {
    const address = await paste();
    const learner = await world.signedInAs(await makePerson(world.db));
    await learner.post(`${address}/model-readings`).type("form").send({ model: host }).expect(403);
    await agent.post("/studio/articles/nothing/model-readings").type("form").send({ model: host }).expect(404);
    await agent.get(`${address}/model-readings`).expect(303);
    expect(endpoint.asked).toEqual([]);
  });

  test("shows nothing of an answer but what the article says", async () => {
    endpoint.reply(facts([{ ...FACT, quote: "<img src=x>", subject: "<b>x</b>", note: "<i>y</i>" }, { ...FACT, asserted_by: "<b>z</b>" }]));
    const html = await page(await paste({ model: host }));
    expect(html).not.toMatch(/<img src=x|<b>x|<i>y|<b>z/);
    expect(html).toContain("is not borne out by the article");
  });
});

test("without a language model no page speaks of one", async () => {
  const plain = await openWorld();
  const trainer = await plain.signedInAs(await makePerson(plain.db, { roles: ["trainer"] }));
  expect((await trainer.get("/studio/articles/new")).text).not.toContain("language model");
  const { headers } = await trainer.post("/studio/articles").type("form").send(PASTED).expect(303);
  expect((await trainer.get(headers["location"]!)).text).not.toContain("language model");
  await plain.close();
});
