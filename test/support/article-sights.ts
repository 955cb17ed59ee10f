import { newIncident, PASTED } from "./articles.ts";
import type { Agent, World } from "./world.ts";

interface ArticleSights { places: string[]; refused: { path: string; sent: Record<string, string> }[] }

/** A language model that is named but not there. */
export const SILENT = { address: "http://127.0.0.1:1/v1/chat/completions", host: "model.example", name: "small-one", key: "", timeout: 5, mostSent: 100_000, mostRead: 100_000 };

/** An article in each state that its pages can tell of. */
export async function makeArticleSights({ db }: World, agent: Agent): Promise<ArticleSights> {
  const send = (path: string, sent: object = {}) => agent.post(path).type("form").send(sent).expect(303);
  const paste = async (given: object = {}) => (await send("/studio/articles", { ...PASTED, ...given })).headers["location"]!;
  const [fresh, asked, empty, half] = [await paste(), await paste({ model: SILENT.host }), await paste({ text: "Nothing of the kind is told here." }), await paste()];
  await send(`${half}/candidates/1/acceptance`, { version: 1 });
  await send(`${half}/incident`, newIncident());
  const { slug } = (await db("incidents").orderBy("id", "desc").first())!;
  const said = { relation: "attributed-to", subject_entity: slug, subject: "", object: "Turlax", object_type: "intrusion-set", by: PASTED.publisher, polarity: "negative", modality: "claimed", when: "2023-10" };
  await send(`${half}/candidates/1/acceptance`, { ...said, version: 1 });
  await send(`${half}/candidates/2/rejection`, { version: 1 });
  await send(`${half}/candidates/2/rejection`, { version: 1 });
  await send(`${half}/candidates/2/reopening`, { version: 2 });
  await send(`${half}/candidates/2/rejection`, { version: 3 });
  await send(`${half}/facts`, { ...said, polarity: "positive", object: "Turlay", start: "0", end: String(PASTED.text.length), quote: "The British Library was hit" });
  const { id } = (await db("articles").where({ public_id: half.split("/").at(-1)! }).first())!;
  const { position } = (await db("candidates").where({ article_id: id, state: "candidate" }).orderBy("position").first())!;
  await send(`${half}/picks`, { question: "nothing.of-ours", wanted: "yes" });
  const merger = "/studio/entities/turlax/merger";
  return {
    places: [
      "/studio/articles", "/studio/articles/rules", "/studio/articles/new", fresh, asked, empty, half, `${half}/questions`, `${fresh}/questions`, `${half}/candidates/1`, `${half}/candidates/${position}`, `${half}/facts/new?sentence=1`,
      `${half}/candidates/${position}?relation=affected&object=x&subject_find=turla`, merger, `${merger}?q=zzz`, `${merger}?with=turla`, `${merger}?with=turlay`, `${merger}?with=turlax`, "/studio/entities/turla/merger?with=turlax",
    ],
    refused: [
      { path: "/studio/articles", sent: {} }, { path: "/studio/articles", sent: { ...PASTED, text: "", published: "soon", url: "x" } }, { path: "/studio/articles", sent: { ...PASTED, text: "x".repeat(200_001) } }, { path: `${fresh}/incident`, sent: { happened: "soon", title: "x".repeat(200) } },
      { path: `${half}/candidates/${position}/acceptance`, sent: { ...said, version: "1", relation: "" } }, { path: `${half}/candidates/${position}/acceptance`, sent: { ...said, version: "1", object: "Wurm", object_type: "" } },
      { path: `${half}/candidates/${position}/acceptance`, sent: { ...said, version: "1", relation: "occurred-on", object: "bald" } }, { path: `${half}/candidates/${position}/acceptance`, sent: { ...said, version: "1", when: "bald" } }, { path: `${half}/candidates/${position}/acceptance`, sent: { ...said, version: "1", object_entity: slug } },
      { path: `${half}/facts`, sent: { ...said, start: "0", end: "50", quote: "not these words" } }, { path: `${half}/questions`, sent: { title: "" } }, { path: `${half}/questions`, sent: { title: "Bibliothek", questions: "x", order: "x" } }, { path: merger, sent: {} }, { path: merger, sent: { with: "turlax", kept: "turlax" } },
    ],
  };
}
