import type * as Yaml from "yaml";
import { z } from "zod";
import { onDemand } from "../../lib/on-demand.ts";

const yaml = onDemand<typeof Yaml>("yaml");

const words = z.strictObject({ en: z.string().min(1), de: z.string().min(1) });
const entry = z.strictObject({ id: z.string().min(1), about: words, topics: z.array(z.string()), source: z.strictObject({ url: z.url({ protocol: /^https$/ }), title: z.string().min(1) }) });
const maps = z.strictObject({
  checked: z.iso.date(),
  maps: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), name: words, entries: z.array(entry).min(1) })),
});

/** What a framework asks for in one place, in words of our own, with the topics of questions that speak to it; none where only a programme or a policy can show it. */
export type FrameworkEntry = z.infer<typeof entry>;
/** Frameworks with their entries in order; `checked` is the day on which each entry was held against its source. */
export type FrameworkMaps = z.infer<typeof maps>;

/** Reads `frameworks/awareness.yaml`. @throws Error for a file of another shape, saying where. */
export function parseFrameworkMaps(text: string): FrameworkMaps {
  return maps.parse(yaml().parse(text));
}
