// Takes the pictures of the README from a demo of its own. Needs a Chromium: CHROMIUM_PATH, or one in the usual places.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PORT = "3917";
const folder = mkdtempSync(join(tmpdir(), "debrief-pictures-"));
const demo = spawn(process.execPath, ["dist/demo.js"], { env: { ...process.env, PORT, DATA_DIR: folder }, stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve, reject) => {
  demo.stdout.on("data", (text) => String(text).includes("open at") && resolve());
  demo.on("exit", () => reject(new Error("The demo did not start.")));
});

const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
const page = await browser.newPage({ baseURL: `http://127.0.0.1:${PORT}`, viewport: { width: 1280, height: 860 } });
try {
  await signIn("learner");
  await page.goto("/quizzes/cities-held-to-ransom");
  await page.getByRole("button", { name: /Start quiz|Resume quiz/ }).click();
  await page.locator(".question__stem").waitFor();
  while ((await page.locator("fieldset input").count()) < 3) await answerAndGoOn();
  await takePicture("question");
  await page.locator("fieldset input").first().check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("region", { name: "Feedback" }).waitFor();
  await takePicture("feedback", true);
  await signIn("manager");
  await page.goto("/desk");
  await takePicture("desk");
} finally {
  await browser.close();
  demo.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}

async function signIn(role) {
  await page.context().clearCookies();
  await page.goto("/session/new");
  await page.getByRole("button", { name: new RegExp(role, "i") }).first().click();
  await page.waitForURL((url) => url.pathname !== "/session/new");
}

/** True or false says little in a picture. */
async function answerAndGoOn() {
  const typed = page.locator(".typed__input");
  if ((await typed.count()) > 0) await typed.fill("1");
  else await page.locator("fieldset input").first().check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("link", { name: "Next question" }).click();
  await page.locator(".question__stem").waitFor();
}

async function takePicture(name, fullPage = false) {
  await page.screenshot({ path: `docs/pictures/${name}.png`, fullPage });
}
