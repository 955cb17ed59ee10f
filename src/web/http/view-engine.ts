import { readFileSync } from "node:fs";
import { join } from "node:path";
import ejs from "ejs";

type Locals = Record<string, unknown>;
type Draw = (locals: Locals) => string;
type Done = (error: unknown, html?: string) => void;

/**
 * EJS as Express asks for it, each view compiled once. The library looks for every included file anew and copies all locals for it, several dozen times a page;
 * here an included view is a function that is there already, and its locals stand before those of the page.
 */
export function viewEngine(folder: string): (file: string, locals: object, done: Done) => void {
  const compiled = new Map<string, Draw>();

  function compile(file: string): Draw {
    const draw = ejs.compile(readFileSync(file, "utf8"), { filename: file, unsafePrototypeLocals: true } as ejs.Options) as Draw;
    compiled.set(file, draw);
    return draw;
  }

  function drawn(file: string, locals: Locals): string {
    locals["include"] = (name: string, more?: object) => drawn(join(folder, `${name}.ejs`), Object.assign(Object.create(locals) as Locals, more));
    return (compiled.get(file) ?? compile(file))(locals);
  }

  return (file, locals, done) => {
    let html: string;
    try {
      html = drawn(file, Object.assign(Object.create(null) as Locals, locals));
    } catch (error) {
      return done(error);
    }
    done(null, html);
  };
}
