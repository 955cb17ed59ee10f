import { z } from "zod";

/** The longest texts that a question holds, in characters; what people write here is held to less (domain/complaints.ts). */
export const LONGEST = { name: 255, stem: 8000, text: 4000, explanation: 8000, response: 1000, accept: 1000, unit: 60 } as const;

/** The most options, pairs or lines of one question. */
export const MOST_LINES = 20;

/** Without the spaces, line ends and zero bytes around it that other systems take away too. A hard space stays. */
const withoutEnds = z.string().overwrite((text) => text.replace(/^[ \t\n\r\0\v]+|(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/g, ""));

/** A text that says something. */
export const text = (most: number) => withoutEnds.min(1).max(most).regex(/\S/);

/** A text that may be empty: files of other systems seldom explain. */
export const mayBeEmpty = (most: number) => withoutEnds.max(most);

/** How a text is written. "moodle" is Moodle's auto-format: HTML in which an end of a line is one. */
export const FORMATS = ["plain", "markdown", "html", "moodle"] as const;
export type Format = (typeof FORMATS)[number];

export const format = z.enum(FORMATS).optional();
