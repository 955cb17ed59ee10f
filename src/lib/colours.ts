/** Red, green and blue, each from 0 to 1, as sRGB encodes them. */
export type Colour = readonly [red: number, green: number, blue: number];

/** "#0f5068", also in capitals; undefined for anything else. */
export function colourOf(text: string): Colour | undefined {
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(text) ?? [];
  return digits === undefined ? undefined : ([0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255) as unknown as Colour);
}

export function hexOf(colour: Colour): string {
  return `#${colour.map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255).toString(16).padStart(2, "0")).join("")}`;
}

/** How much two colours differ in lightness, 1 to 21: WCAG 2.2, "contrast ratio" and "relative luminance". */
export function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(linear) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function encoded(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}

/** Between two colours: 0 is the first, 1 the second. */
export function mixed(one: Colour, other: Colour, share: number): Colour {
  return one.map((part, at) => part + (other[at]! - part) * share) as unknown as Colour;
}

type Triple = readonly [number, number, number];
const times = (matrix: readonly Triple[], [x, y, z]: Triple) => matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple;

/** Lightness, and two axes of hue and strength: B. Ottosson, "A perceptual color space for image processing", 2020 (Oklab). */
function oklab(colour: Colour): Triple {
  const cones = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], colour.map(linear) as unknown as Triple);
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones.map(Math.cbrt) as unknown as Triple);
}

function ofOklab(lab: Triple): Colour {
  const cones = times([[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]], lab).map((part) => part ** 3) as unknown as Triple;
  return times([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]], cones).map((part) => encoded(Math.max(0, part))) as unknown as Colour;
}

const STEPS = 400;

/** The colour nearest in lightness that does: the same hue, weaker only where the screen cannot show it as strong. Undefined where no lightness does. */
export function nearestThat(does: (colour: Colour) => boolean, colour: Colour): Colour | undefined {
  const [lightness, ...hue] = oklab(colour);
  for (let step = 0; step <= STEPS; step += 1) {
    for (const other of [lightness - step / STEPS, lightness + step / STEPS]) {
      const near = other >= 0 && other <= 1 ? shown([other, ...hue] as Triple) : undefined;
      if (near && does(near)) return near;
    }
  }
  return undefined;
}

/** As a screen can show it, to the last digit that is written. */
function shown([lightness, a, b]: Triple): Colour {
  for (let strength = 1; strength > 0; strength -= 0.05) {
    const colour = ofOklab([lightness, a * strength, b * strength]);
    if (colour.every((part) => part <= 1.0001)) return colourOf(hexOf(colour))!;
  }
  return colourOf(hexOf(ofOklab([lightness, 0, 0])))!;
}
