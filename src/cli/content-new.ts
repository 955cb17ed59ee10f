import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { scaffold } from "../engine/library/scaffold.ts";
import { systemClock } from "../lib/clock.ts";
import { parseEdtf } from "../lib/edtf.ts";
import { listAllContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";

interface Wish { title?: string; happened?: string; folder: string }

/** `debrief content new SLUG`: the files of a new incident, with blanks. Nothing that is there is written over. */
export function beginIncident(): Command {
  return new Command("new").description("begin an incident: writes its file and that of its decisions, with ___ where you have to write")
    .argument("<slug>", "its year and a short name, such as 2022-city-library", slugOf).option("--title <text>", "its title").option("--happened <date>", "when: 2019, 2019-10, 2019-10-21 or 2015-12/2018-11", dateOf)
    .option("--folder <folder>", "the content folder to write into, such as DATA_DIR/content", SHIPPED_CONTENT)
    .action((slug: string, { title, happened, folder }: Wish) => {
      const files = scaffold({ slug, title, happened, today: systemClock().toISOString().slice(0, 10) });
      const id = slug.replace(/^\d{4}-/, "");
      const taken = [...files.map(({ name }) => join(folder, name)).filter((path) => existsSync(path)), ...usesOf(id, folder)];
      if (taken.length > 0) throw new Error(`There is such an incident already: ${taken.join(", ")}. Choose another name.`);
      for (const { name, text } of files) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text, { flag: "wx" });
        console.log(join(folder, name));
      }
      console.error(`Fill in every ___, then: npm run -s debrief -- content check ${folder === SHIPPED_CONTENT ? "" : `--own ${folder}`}`.trimEnd());
    });
}

function usesOf(id: string, folder: string): string[] {
  return listAllContentFiles(folder).filter(({ text }) => new RegExp(`^(?:- )?id: ${id}\\s*$`, "m").test(text)).map(({ name }) => name);
}

function slugOf(text: string): string {
  if (!/^(?:\d{4}-)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text) || text.length > 60) throw new InvalidArgumentError("Write it in small letters, digits and hyphens, such as 2022-city-library.");
  return text;
}

function dateOf(text: string): string {
  if (!parseEdtf(text)) throw new InvalidArgumentError("Write it as 2019, 2019-10, 2019-10-21 or 2015-12/2018-11.");
  return text;
}
