import { analyse, type Analysed } from "./analysis.ts";
import { checkArticle, type Article } from "./article.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { normalise, type Normalised } from "./normalise.ts";
import { splitSentences, type Sentence } from "./sentences.ts";
import type { Context } from "./slots.ts";

/** An article in one form of every letter, its sentences, and what was found in those that belong to it. */
export interface Reading { article: Article; normalised: Normalised; sentences: Sentence[]; analysed: Analysed[] }

/** @throws ArticleRefused when the text cannot be read as an article */
export function readText(article: Article, gazetteer: Gazetteer): Reading {
  checkArticle(article);
  const normalised = normalise(article.text);
  const sentences = splitSentences(normalised.text);
  return { article, normalised, sentences, analysed: analyse(sentences, gazetteer, article.published) };
}

/** An analysed sentence, by its place among them, with its neighbours. */
export function contextOf({ article, normalised, analysed }: Reading, index: number): Context {
  return { at: analysed[index]!, before: analysed[index - 1], after: analysed[index + 1], article: article.text, normalised };
}

/** Who says what nobody else is said to say. */
export function publisherOf({ publisher }: Article): string {
  return publisher ?? "the publisher";
}
