import { say, type Message } from "../../../../lib/messages.ts";
import type { ItemFile } from "../item.ts";
import { isOnNetwork, pathFrom } from "./paths.ts";
import type { Pictures } from "./reading-item.ts";

const IN_TEXT = "@@PLUGINFILE@@/";
/** By which Canvas calls the folder of its files (Common Cartridge, "web_resources"). */
const CANVAS_FOLDER = /^(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)\/*/i;
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|bmp|avif)$/i;

/** The pictures that one file of an archive shows, taken out of the archive as texts name them. What is on the network stays there. */
export function picturesOf(archive: ReadonlyMap<string, Uint8Array>, file: string, folder: string): Pictures {
  const taken = new Map<string, ItemFile>();
  const picture = (source: string, note: (message: Message) => void) => {
    if (isOnNetwork(source) || /^data:image\//i.test(source)) return source;
    const path = candidates(file, folder, source).find((candidate) => archive.has(candidate));
    if (path === undefined || !PICTURE.test(path)) return void note(say("qti.picture-missing", { source: source.slice(0, 120) }));
    if (!taken.has(path)) taken.set(path, { name: freeName(path, taken), content: archive.get(path)! });
    return IN_TEXT + encodeURIComponent(taken.get(path)!.name);
  };
  return { picture, files: () => [...taken.values()] };
}

function candidates(file: string, folder: string, source: string): string[] {
  const inFolder = source.replace(CANVAS_FOLDER, "");
  const paths = inFolder === source ? [pathFrom(file, source)] : ["web_resources/", ""].map((start) => pathFrom(`${folder}x`, start + inFolder));
  return paths.filter((path) => path !== undefined);
}

/** The last part of the path; the whole path where two pictures of an item have the same. */
function freeName(path: string, taken: ReadonlyMap<string, ItemFile>): string {
  const name = path.split("/").at(-1)!;
  return [...taken.values()].some((file) => file.name === name) ? path.replaceAll("/", "-") : name;
}
