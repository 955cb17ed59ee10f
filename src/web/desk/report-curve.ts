import type { CurvePoint } from "../../domain/desk-knowledge.ts";
import { drawRuns, measureOn } from "../print-document.ts";
import { runsOf } from "../print-fonts.ts";

/** What is expected to be recalled as time goes by; `alt` says it in words, `target` is in whole per cent, `ticks` are the days that are named below. */
export interface ReportCurve { points: CurvePoint[]; target: number; alt: string; words: { here: string; everybody: string; target: string }; ticks: { day: number; word: string }[]; percent: (share: number) => string }

export const CURVE_HEIGHT = 170;
const PLOT = { left: 40, top: 14, right: 130, bottom: 24 };
const [INK, SOFT, RULE, ACCENT] = ["#1a1e23", "#474e56", "#c9c7bf", "#0f5068"];
type Doc = PDFKit.PDFDocument;

/** Draws it as lines into this rectangle: the reader's own people in one stroke, the organisation dashed, each named at its end. */
export function drawCurve(doc: Doc, curve: ReportCurve, left: number, top: number, width: number): void {
  const [x0, x1, y0, y1] = [left + PLOT.left, left + width - PLOT.right, top + PLOT.top, top + CURVE_HEIGHT - PLOT.bottom];
  const last = curve.points.at(-1)!.day;
  const x = (day: number) => x0 + ((x1 - x0) * day) / last;
  const y = (share: number) => y1 - ((y1 - y0) * share) / 100;
  doc.addStructure(doc.struct("Figure", { alt: curve.alt }, () => {
    for (const share of [0, 25, 50, 75, 100]) { stroke(doc, [[x0, y(share)], [x1, y(share)]], RULE, 0.5); word(doc, curve.percent(share), x0 - 6, y(share) - 4, "end"); }
    for (const { day, word: name } of curve.ticks) word(doc, name, x(day), y1 + 7, day === 0 ? "start" : day === last ? "end" : "middle");
    stroke(doc, [[x0, y(curve.target)], [x1, y(curve.target)]], SOFT, 0.8, 2);
    const everybody = curve.points.filter((point) => point.everybody !== null).map(({ day, everybody: share }): [number, number] => [x(day), y(share!)]);
    if (everybody.length > 1) stroke(doc, everybody, SOFT, 1.2, 5);
    stroke(doc, curve.points.map(({ day, percent }): [number, number] => [x(day), y(percent)]), ACCENT, 2);
    nameEnds(doc, curve, everybody.length > 1, x1 + 8, y);
  }));
}

/** Names stand beside the ends of their lines, never on each other. */
function nameEnds(doc: Doc, { points, target, words, percent }: ReportCurve, hasEverybody: boolean, x: number, y: (share: number) => number): void {
  const end = points.at(-1)!;
  const names = [{ text: `${words.here} ${percent(end.percent)}`, at: y(end.percent), color: ACCENT }, { text: words.target, at: y(target), color: SOFT }, ...(hasEverybody ? [{ text: `${words.everybody} ${percent(end.everybody!)}`, at: y(end.everybody!), color: INK }] : [])];
  let below = -Infinity;
  for (const { text, at, color } of names.sort((one, other) => one.at - other.at)) {
    below = Math.max(at - 4, below + 11);
    word(doc, text, x, below, "start", color);
  }
}

function stroke(doc: Doc, points: readonly [number, number][], color: string, weight: number, dash = 0): void {
  const [[x, y], ...rest] = points as [[number, number], ...[number, number][]];
  doc.save().moveTo(x, y);
  for (const [nextX, nextY] of rest) doc.lineTo(nextX, nextY);
  doc.lineWidth(weight).strokeColor(color);
  if (dash > 0) doc.dash(dash, { space: dash * 0.7 });
  doc.stroke().restore();
}

function word(doc: Doc, text: string, x: number, y: number, anchor: "start" | "middle" | "end", color: string = SOFT): void {
  const runs = runsOf(text);
  const width = runs.reduce((sum, run) => sum + measureOn(doc)(run, 8), 0);
  drawRuns(doc.fillColor(color), runs, 8, x - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2), y);
}
