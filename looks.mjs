import { chromium as pw } from "playwright-core";
import { existsSync } from "node:fs";
process.env.AWS_LAMBDA_JS_RUNTIME="nodejs20.x"; process.env.TMPDIR="/tmp/inc/chr"; 
import { mkdirSync } from "node:fs"; mkdirSync("/tmp/inc/chr",{recursive:true});
const { default: packaged } = await import("@sparticuz/chromium");
const path = existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : await packaged.executablePath();
const base = process.env.BASE ?? "http://127.0.0.1:4871";
const b = await pw.launch({ executablePath: path, headless: true, args: ["--no-sandbox","--disable-gpu","--font-render-hinting=none","--disable-features=FontationsLinuxSystemFonts,FontationsFontBackend"] });
const email = process.env.EMAIL ?? "learner@demo.example";
const shots = JSON.parse(process.argv[2]);
for (const [w, scheme] of (process.env.SIZES ? JSON.parse(process.env.SIZES) : [[360,"light"],[1280,"dark"]])) {
  const ctx = await b.newContext({ baseURL: base, viewport: { width: w, height: 900 }, colorScheme: scheme });
  const p = await ctx.newPage();
  await p.goto("/session/new"); await p.getByLabel("Email").fill(email); await p.getByLabel("Password").fill(process.env.PW); await p.getByRole("button",{name:"Sign in",exact:true}).click(); await p.waitForURL(u=>!u.pathname.startsWith("/session"));
  for (const [name, url, full] of shots) { await p.goto(url); await p.screenshot({ path: `/tmp/inc/shot-${name}-${w}.png`, fullPage: full ?? false }); }
  await ctx.close();
}
await b.close();
