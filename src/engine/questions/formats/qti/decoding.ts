import { DecodingError, decodeText } from "../../../../lib/decoding.ts";
import { say } from "../../../../lib/messages.ts";
import { QtiError } from "./qti-error.ts";

/** The text of an XML document, in the encoding that its first bytes or its declaration name (XML 1.0, appendix F). */
export function decodedXml(bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (!(error instanceof DecodingError)) throw error;
    throw new QtiError(say("qti.encoding", error.words.values ?? {}));
  }
}
