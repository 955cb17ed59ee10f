/** The staff of a company that does not exist. */
export interface DemoTeam { name: string; parent: string; manager: string; members: string[] }

/** Ready-made accounts come first in their team; `manager` is an email. */
export const DEMO_TEAMS: readonly DemoTeam[] = [
  { name: "Operations", parent: "", manager: "manager@demo.example", members: [
    "Marta Lindqvist <manager@demo.example>", "Tom Ashdown", "Ines Carvalho", "Yusuf Demir", "Helen Baptiste", "Rory McAllister", "Ayesha Siddiqui", "Paul Vermeer"] },
  { name: "Warehouse", parent: "Operations", manager: "", members: [
    "Dan Okafor", "Lucy Brennan", "Piotr Zielinski", "Grace Mensah", "Ivan Petkov", "Shannon Doyle", "Carlos Rivera", "Mei Tanaka",
    "Jonas Weber", "Fatima Haddad", "Owen Pritchard", "Nadia Rahman", "Viktor Novak", "Abena Owusu", "Liam Gallacher", "Rosa Delgado"] },
  { name: "Customer service", parent: "Operations", manager: "", members: [
    "Lena Fischer <learner@demo.example>", "Callum Reid", "Amira Khalil", "Jessica Nolan", "Tariq Mahmood", "Sofia Rossi", "Ben Whitaker", "Chloe Martin",
    "Daniel Osei", "Hannah Schulz", "Marcus Bell", "Priya Nair", "Ewan Campbell", "Zoe Papadaki"] },
  { name: "Finance", parent: "", manager: "joan.aldridge@demo.example", members: [
    "Joan Aldridge", "Samuel Adeyemi", "Katarina Horvat", "Neil Barrowman", "Leila Aziz", "Oskar Nilsson", "Diane Moreau", "Hugo Lambert", "Wendy Clarke"] },
  { name: "Engineering", parent: "", manager: "arun.mehta@demo.example", members: [
    "Arun Mehta", "Tessa Bakker <trainer@demo.example>", "Filip Dvorak", "Emily Stroud", "Kofi Asante", "Noor Jansen", "Greta Hofmann", "Mateus Lopes", "Ian Fairbairn", "Sana Qureshi"] },
  { name: "Board office", parent: "", manager: "", members: ["Adam Thorne <admin@demo.example>", "Margaret Osborne <auditor@demo.example>", "Elif Kaya"] },
];

/** `department` is the team at the top; `manager` an email; `joined` so many days before the demo. */
export interface DemoPerson { name: string; email: string; team: string; number: string; department: string; site: string; manager: string; joined: number }

const SITES: Record<string, string> = { "Warehouse": "Hull", "Customer service": "Leeds", "Engineering": "Leeds" };

export function demoPeople(): DemoPerson[] {
  return DEMO_TEAMS.flatMap(({ name: team, parent, manager, members }, at) => members.map((member, place) => {
    const [, name = "", given] = /^([^<]+?)(?: <(.+)>)?$/.exec(member) ?? [];
    const email = given ?? `${name.toLowerCase().replace(/ /g, ".")}@demo.example`;
    const lead = manager || DEMO_TEAMS.find((one) => one.name === parent)?.manager || BOSS;
    return { name, team, email, number: String(1001 + 100 * at + place), department: parent || team, site: SITES[team] ?? "York", manager: lead === email ? (email === BOSS ? "" : BOSS) : lead, joined: (place % 7 === 5 ? 9 : 400) + 137 * ((3 * at + place) % 11) * (place % 7 === 5 ? 0 : 1) };
  }));
}

/** Whoever leads those who lead. */
const BOSS = "admin@demo.example";
