import { escapeXml as escaped } from "../questions/formats/qti/tags.ts";
import type { PackagedQuiz } from "./packaged-quiz.ts";

/** What a learning system is told of a package: its files beside the manifest, the page first. */
export interface PackageFacts extends Pick<PackagedQuiz, "id" | "title" | "summary" | "language" | "passPercent"> { identifier: string; files: readonly string[] }

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** imsmanifest.xml of SCORM 1.2 (content aggregation model 1.2, section 2.3): one item, whose pass mark is in whole per cent. */
export function scorm12Manifest({ identifier, title, passPercent, files }: PackageFacts): string {
  const [ims, adl] = ["http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"];
  const mastery = passPercent > 0 ? `<adlcp:masteryscore>${passPercent}</adlcp:masteryscore>` : "";
  return `${DECLARATION}<manifest identifier="${identifier}" version="1.0" xmlns="${ims}" xmlns:adlcp="${adl}" xmlns:xsi="${XSI}" xsi:schemaLocation="${ims} imscp_rootv1p1p2.xsd ${adl} adlcp_rootv1p2.xsd">`
    + `<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`
    + `<organizations default="quiz"><organization identifier="quiz"><title>${escaped(title)}</title><item identifier="questions" identifierref="page" isvisible="true"><title>${escaped(title)}</title>${mastery}</item></organization></organizations>`
    + `<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="${files[0]}">${filesIn(files)}</resource></resources></manifest>\n`;
}

/** imsmanifest.xml of SCORM 2004, 4th edition (content aggregation model, section 3.4): the page itself says when it is completed and passed, and the pass mark stands in its objective. */
export function scorm2004Manifest({ identifier, title, passPercent, files }: PackageFacts): string {
  const spaces = { "": "http://www.imsglobal.org/xsd/imscp_v1p1", ":adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3", ":imsss": "http://www.imsglobal.org/xsd/imsss" };
  const schemas = `${spaces[""]} imscp_v1p1.xsd ${spaces[":adlcp"]} adlcp_v1p3.xsd ${spaces[":imsss"]} imsss_v1p0.xsd`;
  const measure = passPercent > 0 ? `<imsss:primaryObjective objectiveID="score" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>${passPercent / 100}</imsss:minNormalizedMeasure></imsss:primaryObjective>` : '<imsss:primaryObjective objectiveID="score"/>';
  const sequencing = `<imsss:sequencing><imsss:objectives>${measure}</imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>`;
  return `${DECLARATION}<manifest identifier="${identifier}" version="1.0"${Object.entries(spaces).map(([prefix, space]) => ` xmlns${prefix}="${space}"`).join("")} xmlns:xsi="${XSI}" xsi:schemaLocation="${schemas}">`
    + `<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>`
    + `<organizations default="quiz"><organization identifier="quiz"><title>${escaped(title)}</title><item identifier="questions" identifierref="page" isvisible="true"><title>${escaped(title)}</title>${sequencing}</item>`
    + `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>`
    + `<resources><resource identifier="page" type="webcontent" adlcp:scormType="sco" href="${files[0]}">${filesIn(files)}</resource></resources></manifest>\n`;
}

/** cmi5.xml (cmi5, section 13.1): a course with one assignable unit. With a pass mark it is done once it is passed, else once it is completed. */
export function cmi5Structure({ id, title, summary, language, passPercent, files }: PackageFacts): string {
  const said = (text: string) => `<langstring lang="${language}">${escaped(text)}</langstring>`;
  const words = `<title>${said(title)}</title><description>${said(summary || title)}</description>`;
  const goal = passPercent > 0 ? `moveOn="Passed" masteryScore="${passPercent / 100}"` : 'moveOn="Completed"';
  return `${DECLARATION}<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="${escaped(id)}">${words}</course>`
    + `<au id="${escaped(id)}${id.startsWith("urn:") ? ":" : "/"}questions" ${goal} launchMethod="AnyWindow" activityType="http://adlnet.gov/expapi/activities/assessment">${words}<url>${files[0]}</url></au></courseStructure>\n`;
}

function filesIn(files: readonly string[]): string {
  return files.map((file) => `<file href="${escaped(encodeURI(file))}"/>`).join("");
}
