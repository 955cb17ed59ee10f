import { readFileSync } from "node:fs";
import { join } from "node:path";
import ejs from "ejs";

type Locals = Record<string, unknown>;
type Draw = (locals: Locals) => string;
type Done = (error: unknown, html?: string) => void;

/**
 * EJS as Express asks for it, each view compiled once. The library looks for every included file anew, several dozen times a page; here an included view is a function that is there already. Its locals are a copy: what V8 does to
 * an object that others inherit from costs more. Nor are views wrapped in `with`, which looks every word of them up as it is reached.
 */
export function viewEngine(folder: string): (file: string, locals: object, done: Done) => void {
  const [compiled, included] = [new Map<string, Draw>(), new Map<string, Draw>()];

  function viewIn(file: string): Draw {
    return compiled.get(file) ?? compile(file);
  }

  function viewCalled(name: string): Draw {
    const known = included.get(name);
    if (known) return known;
    const view = viewIn(join(folder, `${name}.ejs`));
    included.set(name, view);
    return view;
  }

  function compile(file: string): Draw {
    const view = readFileSync(file, "utf8");
    const draw = ejs.compile(`<%{%>${view}<%}%>`, { filename: file, unsafePrototypeLocals: true, _with: false, destructuredLocals: namesIn(view) } as ejs.Options) as Draw;
    compiled.set(file, draw);
    return draw;
  }

  function drawn(view: Draw, locals: Locals): string {
    locals["include"] = (name: string, more?: object) => drawn(viewCalled(name), { __proto__: null, ...locals, ...more });
    return view(locals);
  }

  return (file, locals, done) => {
    let html: string;
    try {
      html = drawn(viewIn(file), { __proto__: null, ...locals });
    } catch (error) {
      return done(error);
    }
    done(null, html);
  };
}

const CODE = /<%(?!#)[-_=]?([\s\S]*?)[-_]?%>/g;
const NAME = /(?:^|\.\.\.|[^.\w$])([a-z_$][\w$]*)/g;
/** Words of the language and what is there for every script, `locals` among it; capitals begin what is built in, or what a view declares itself. */
const NOT_GIVEN = new Set(`await break case catch class const continue debugger decodeURIComponent default delete do else encodeURIComponent enum export extends false finally for function globalThis if implements
  import in instanceof interface isNaN let locals new null package parseFloat parseInt private protected public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/));

/** The names that a view may take from its locals, each once: those that it declares are among them and hide what was given, as do words of its texts, which are there in vain. */
export function namesIn(view: string): string[] {
  const names = [...view.matchAll(CODE)].flatMap(([, code]) => [...code!.matchAll(NAME)].map(([, name]) => name!));
  return [...new Set(names)].filter((name) => !NOT_GIVEN.has(name));
}
