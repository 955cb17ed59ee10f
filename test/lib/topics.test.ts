import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/lib/languages.ts";
import { readerOf } from "../../src/lib/readers.ts";
import { findTopicName, listTopics, findTopicWords } from "../../src/storage/vocabulary.ts";

const inWords = (language: (typeof LANGUAGES)[number], id: string) => readerOf(language, "UTC").inWords(findTopicWords(id));

describe("the name of a topic", () => {
  test.each(listTopics().map(({ id }) => id))("%s is that of the content in English, and another one in each other language", (id) => {
    expect(inWords("en", id)).toBe(findTopicName(id));
    for (const language of LANGUAGES.filter((each) => each !== "en")) expect(inWords(language, id), language).not.toBe(findTopicName(id));
  });

  test("that no vocabulary has is read off its id, whatever the catalogues have under such a key", () => {
    for (const id of ["my-own-topic", "__proto__", "title"]) expect(inWords("de", id)).toBe(findTopicName(id));
  });
});
