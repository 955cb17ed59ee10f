import { createHash } from "node:crypto";
import type { Router } from "express";
import { accentOf, ACCENTS, type Accent } from "../lib/accents.ts";
import { colourOf } from "../lib/colours.ts";
import { found } from "../domain/found.ts";
import type { Settings } from "../domain/installation-sections.ts";
import { isLogo } from "../storage/installation-settings.ts";
import { findPicture } from "../storage/pictures.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";

type Accents = Pick<Settings, "accentLight" | "accentDark">;
const YEAR = "public, max-age=31536000, immutable";

/** Where the styles of these accents are; none are needed for those that Debrief comes with. The address says which colours they are, so any process can give them. */
export function stylesOf({ accentLight, accentDark }: Accents): string | undefined {
  if (accentLight === ACCENTS.light && accentDark === ACCENTS.dark) return undefined;
  const digest = createHash("sha256").update(styles({ accentLight, accentDark })).digest("hex").slice(0, 12);
  return `/appearance/${accentLight.slice(1)}-${accentDark.slice(1)}.${digest}.css`;
}

/** The look of the installation, which visitors see too: the sign-in page has it. */
export function appearance({ db }: Deps): Router {
  return exactRouter()
    .get("/appearance/:file", async (req, res) => {
      const [, light, dark] = /^([0-9a-f]{6})-([0-9a-f]{6})\./.exec(req.params.file) ?? [];
      const accents = { accentLight: `#${light}`, accentDark: `#${dark}` };
      await found(colourOf(accents.accentLight) && stylesOf(accents) === req.path ? true : undefined);
      res.type("css").set("Cache-Control", YEAR).send(styles(accents));
    })
    .get("/logo/:digest", async (req, res) => {
      const { type, content } = await found((await isLogo(db, req.params.digest)) ? findPicture(db, req.params.digest) : undefined);
      res.set({ "Cache-Control": YEAR, "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff" }).type(type).send(Buffer.from(content));
    });
}

/** In the layer of the tokens, so that everything which comes after those still does. */
function styles({ accentLight, accentDark }: Accents): string {
  const [light, dark] = [accentOf("light", accentLight), accentOf("dark", accentDark)];
  const line = (name: string, part: keyof Accent) => `  --${name}: light-dark(${light[part]}, ${dark[part]});\n`;
  return `@layer tokens {\n:root {\n${line("accent", "accent")}${line("accent-deep", "deep")}${line("accent-wash", "wash")}${line("on-accent", "on")}}\n}\n`;
}
