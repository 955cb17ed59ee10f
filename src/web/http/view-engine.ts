import { readFileSync } from "node:fs";
import { join } from "node:path";
import ejs from "ejs";
import { blanks } from "../../lib/shapes.ts";

type Locals = Readonly<Record<string, unknown>>;
interface View { draw: (locals: Locals) => string; names: readonly string[]; blank: () => Record<string, unknown> }
/** Draws a view by its name. `given`: what it and the views that it includes may know; of one name the last. */
export type DrawView = (name: string, ...given: readonly object[]) => string;

/**
 * EJS, each view compiled once. The library looks for every included file anew, several dozen times a page; here an included view is a function that is there already. Each gets those locals that it has a word for, and not a copy
 * of all. Nor are views wrapped in `with`, which looks every word of them up as it is reached.
 */
export function viewsIn(folder: string): DrawView {
  const views = new Map<string, View>();

  function viewCalled(name: string): View {
    let view = views.get(name);
    if (!view) views.set(name, (view = compiled(join(folder, `${name}.ejs`))));
    return view;
  }

  /** What each view around this one added comes behind what the page was given. */
  function drawn({ draw, names, blank }: View, given: readonly Locals[]): string {
    const locals = blank();
    for (const name of names) locals[name] = nearest(name, given);
    locals["include"] = (name: string, more?: Locals) => drawn(viewCalled(name), more ? [...given, more] : given);
    return draw(locals);
  }

  return (name, ...given) => drawn(viewCalled(name), given as readonly Locals[]);
}

function compiled(file: string): View {
  const view = readFileSync(file, "utf8");
  const names = namesIn(view);
  const draw = ejs.compile(`<%{%>${view}<%}%>`, { filename: file, unsafePrototypeLocals: true, _with: false, destructuredLocals: names } as ejs.Options) as View["draw"];
  const wanted = [...new Set([...names, ...wordsIn(view, ASKED_FOR)])].filter((name) => name !== "include");
  return { draw, names: wanted, blank: blanks([...wanted, "include"]) };
}

/** Not what every object inherits. */
function nearest(name: string, given: readonly Locals[]): unknown {
  for (let place = given.length - 1; place >= 0; place--) if (Object.hasOwn(given[place]!, name)) return given[place]![name];
  return undefined;
}

const CODE = /<%(?!#)[-_=]?([\s\S]*?)[-_]?%>/g;
/** What it asks for because it may not be there. */
const ASKED_FOR = /\blocals\??\.([a-z_$][\w$]*)/g;
const NAME = /(?:^|\.\.\.|[^.\w$])([a-z_$][\w$]*)/g;
/** Words of the language and what is there for every script, `locals` among it; capitals begin what is built in, or what a view declares itself. */
const NOT_GIVEN = new Set(`await break case catch class const continue debugger decodeURIComponent default delete do else encodeURIComponent enum export extends false finally for function globalThis if implements
  import in instanceof interface isNaN let locals new null package parseFloat parseInt private protected public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/));

/** The names that a view may take from its locals, each once: those that it declares are among them and hide what was given, as do words of its texts, which are there in vain. */
export function namesIn(view: string): string[] {
  return [...new Set(wordsIn(view, NAME))].filter((name) => !NOT_GIVEN.has(name));
}

/** The words of its code that this pattern finds. */
function wordsIn(view: string, pattern: RegExp): string[] {
  return [...view.matchAll(CODE)].flatMap(([, code]) => [...code!.matchAll(pattern)].map(([, word]) => word!));
}
