import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/** A package that most processes never need, such as one for a single kind of file: it is loaded by the first call. `const yaml = onDemand<typeof Yaml>("yaml")`, then `yaml().parse(text)`. */
export function onDemand<Package>(name: string): () => Package {
  let loaded: Package | undefined;
  return () => (loaded ??= load(name) as Package);
}
