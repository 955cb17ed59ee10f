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
  { name: "Board office", parent: "", manager: "", members: ["Adam Thorne <admin@demo.example>", "Margaret Osborne", "Elif Kaya"] },
];

export interface DemoPerson { name: string; email: string; team: string }

export function demoPeople(): DemoPerson[] {
  return DEMO_TEAMS.flatMap(({ name: team, members }) => members.map((member) => {
    const [, name = "", email] = /^([^<]+?)(?: <(.+)>)?$/.exec(member) ?? [];
    return { name, team, email: email ?? `${name.toLowerCase().replace(/ /g, ".")}@demo.example` };
  }));
}
