import type * as Uqr from "uqr";
import { onDemand } from "./on-demand.ts";

const uqr = onDemand<typeof Uqr>("uqr");

/** A QR code as SVG, dark on white with the quiet zone of four modules that ISO/IEC 18004 asks for. It has no styles of its own, so that a strict CSP lets it pass. */
export function qrCode(text: string): string {
  return uqr().renderSVG(text, { ecc: "M", border: 4, pixelSize: 4, whiteColor: "#ffffff", blackColor: "#000000" });
}
