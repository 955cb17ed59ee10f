import { readFileSync } from "node:fs";
import { join } from "node:path";
import ejs from "ejs";

type Locals = Record<string, unknown>;
type Draw = (locals: Locals) => string;
type Done = (error: unknown, html?: string) => void;
interface View { draw: Draw; names: readonly string[] }

/**
 * EJS as Express asks for it, each view compiled once. The library looks for every included file anew, several dozen times a page; here an included view is a function that is there already. Each gets those locals that it has a
 * word for, and not a copy of all. Nor are views wrapped in `with`, which looks every word of them up as it is reached.
 */
export function viewEngine(folder: string): (file: string, locals: object, done: Done) => void {
  const [compiled, included] = [new Map<string, View>(), new Map<string, View>()];

  function viewIn(file: string): View {
    return compiled.get(file) ?? compile(file);
  }

  function viewCalled(name: string): View {
    const known = included.get(name);
    if (known) return known;
    const view = viewIn(join(folder, `${name}.ejs`));
    included.set(name, view);
    return view;
  }

  function compile(file: string): View {
    const view = readFileSync(file, "utf8");
    const names = namesIn(view);
    const draw = ejs.compile(`<%{%>${view}<%}%>`, { filename: file, unsafePrototypeLocals: true, _with: false, destructuredLocals: names } as ejs.Options) as Draw;
    const made = { draw, names: [...new Set([...names, ...namesAskedFor(view)])].filter((name) => name !== "include") };
    compiled.set(file, made);
    return made;
  }

  /** `given`: what the page was given, then what each view around this one added, the nearest last. */
  function drawn({ draw, names }: View, given: readonly Locals[]): string {
    const locals: Locals = {};
    for (const name of names) locals[name] = nearest(name, given);
    locals["include"] = (name: string, more?: Locals) => drawn(viewCalled(name), more ? [...given, more] : given);
    return draw(locals);
  }

  return (file, locals, done) => {
    let html: string;
    try {
      html = drawn(viewIn(file), [locals as Locals]);
    } catch (error) {
      return done(error);
    }
    done(null, html);
  };
}

/** Not what every object inherits. */
function nearest(name: string, given: readonly Locals[]): unknown {
  for (let place = given.length - 1; place >= 0; place--) if (Object.hasOwn(given[place]!, name)) return given[place]![name];
  return undefined;
}

const CODE = /<%(?!#)[-_=]?([\s\S]*?)[-_]?%>/g;
const ASKED_FOR = /\blocals\??\.([a-z_$][\w$]*)/g;
const NAME = /(?:^|\.\.\.|[^.\w$])([a-z_$][\w$]*)/g;
/** Words of the language and what is there for every script, `locals` among it; capitals begin what is built in, or what a view declares itself. */
const NOT_GIVEN = new Set(`await break case catch class const continue debugger decodeURIComponent default delete do else encodeURIComponent enum export extends false finally for function globalThis if implements
  import in instanceof interface isNaN let locals new null package parseFloat parseInt private protected public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/));

/** The names that a view may take from its locals, each once: those that it declares are among them and hide what was given, as do words of its texts, which are there in vain. */
export function namesIn(view: string): string[] {
  const names = [...view.matchAll(CODE)].flatMap(([, code]) => [...code!.matchAll(NAME)].map(([, name]) => name!));
  return [...new Set(names)].filter((name) => !NOT_GIVEN.has(name));
}

/** Those that it asks for because they may not be there. */
function namesAskedFor(view: string): string[] {
  return [...view.matchAll(CODE)].flatMap(([, code]) => [...code!.matchAll(ASKED_FOR)].map(([, name]) => name!));
}
