import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seemsGerman } from "../../src/lib/common-words.ts";

describe("a text", () => {
  test.each([
    ["Ein Angriff mit der Ransomware Akira hat in der Nacht zum 30. Oktober 2023 den kommunalen IT-Dienstleister getroffen. Mehr als 70 Städte konnten danach keine Ausweise ausstellen.", true],
    ["RANSOMWARE LEGT 72 KOMMUNEN LAHM. DIE DATEN WURDEN NICHT GESTOHLEN, SAGTE DER SPRECHER MIT NACHDRUCK.", true],
    ["The attackers left a note: „Ihre Daten sind verschlüsselt und wurden gestohlen.“ It was found by the staff of the clinic on the morning of the attack, and the police were told of it.", false],
    ["Les attaquants ont chiffré les données de la mairie, et la rançon n'a pas été payée par la ville.", false],
    ["De aanvallers hebben de gegevens van het ziekenhuis versleuteld en eisten losgeld in bitcoin.", false],
    ["Der er ingen tegn på at den gruppe, der stod bag angrebet, har fået dem som de ville, og den blev opdaget af den ansatte, der så det.", false],
    ["Les données des patients des cliniques des villes ont été publiées, et des enquêteurs des services des douanes on dit des choses.", false],
    ["Der Spiegel, Die Zeit", false], ["2023-10-30 | 72", false], ["", false],
  ])("%j seems German: %s", (text, is) => expect(seemsGerman(text)).toBe(is));

  test("of the annotated articles is not German", () => {
    const folder = "test/engine/extraction/articles";
    const texts = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    expect(texts.filter(seemsGerman)).toEqual([]);
  });
});
