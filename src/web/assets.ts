import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import express, { Router } from "express";

const PUBLIC = resolve(import.meta.dirname, "../../public");
const FONTS = { "source-serif": "@fontsource-variable/source-serif-4", inter: "@fontsource-variable/inter" };

/** Styles, browser code and the fonts out of their packages. */
export function assets(): Router {
  const styles = stylesheet(join(PUBLIC, "css"));
  const router = Router()
    .get("/css/application.css", (_req, res) => { res.type("css").set("Cache-Control", "public, max-age=3600").send(styles); })
    .use(express.static(PUBLIC, { index: false, maxAge: "1h" }));
  for (const [name, source] of Object.entries(FONTS)) router.use(`/fonts/${name}`, express.static(fontFiles(source), { index: false, immutable: true, maxAge: "365d" }));
  return router;
}

const IMPORT = /@import url\("([^"]+)"\) layer\((\w+)\)( print)?;/g;

/** One request instead of two dozen: every imported file is put into its layer here, once, at the start. */
function stylesheet(folder: string): string {
  return readFileSync(join(folder, "application.css"), "utf8").replace(IMPORT, (_, file: string, layer: string, print = "") => {
    const layered = `@layer ${layer} {\n${readFileSync(join(folder, file), "utf8")}\n}`;
    return print ? `@media print {\n${layered}\n}` : layered;
  });
}

function fontFiles(source: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${source}/package.json`)), "files");
}
