import type { Limits } from "../engine/questions/limits.ts";

/** The quizzes of the demo: about which incidents (none: the questions that span several), how many questions, whom for, given out how many days ago, due in how many days, and how many people have taken them by now. */
export interface DemoQuiz {
  title: string; summary: string; topic: string; incidents: string[]; drawCount: number | null; pool: number;
  team: string | null; givenDaysAgo: number; dueInDays: number | null; share: number; limits?: Limits;
}

export const DEMO_QUIZZES: readonly DemoQuiz[] = [
  {
    title: "Hiding behind other hackers", topic: "attribution", incidents: ["turla-piggybacking", "winter-olympics-attack"], drawCount: 5, pool: 24, team: null, givenDaysAgo: 34, dueInDays: -13, share: 0.9,
    summary: "One group took over the tools of another; somebody else borrowed code. Why is the first name in the headlines not always the right one?",
  },
  {
    title: "A worm and a wiper", topic: "ransomware", incidents: ["wannacry-outbreak", "notpetya-outbreak"], drawCount: 5, pool: 24, team: null, givenDaysAgo: 26, dueInDays: -5, share: 0.8,
    summary: "In 2017 two outbreaks stopped hospitals and ships within hours. What let them spread, and what did people do without computers?",
  },
  {
    title: "Cities held to ransom", topic: "ransomware", incidents: ["samsam-outbreak"], drawCount: null, pool: 5, team: null, givenDaysAgo: 18, dueInDays: 4, share: 0.65,
    summary: "SamSam did not spread by itself: somebody walked in, looked round and came back at night.",
  },
  {
    title: "The bank and the silent printer", topic: "reporting", incidents: ["bangladesh-bank-heist"], drawCount: 5, pool: 20, team: "Finance", givenDaysAgo: 12, dueInDays: 9, share: 0.6,
    summary: "Nearly a billion dollars, a printer that fell silent, and one misspelt word that made somebody ask.",
  },
  {
    title: "In through the supplier", topic: "supply-chain", incidents: ["target-breach", "solarwinds-compromise"], drawCount: 5, pool: 24, team: "Operations", givenDaysAgo: 9, dueInDays: 12, share: 0.5,
    summary: "A heating firm and a software update: two ways into somebody else's house.",
  },
  {
    title: "One password, one phone call", topic: "passwords", incidents: ["colonial-pipeline-attack", "twitter-takeover"], drawCount: 5, pool: 24, team: null, givenDaysAgo: 20, dueInDays: 6, share: 0.6,
    summary: "A forgotten sign-in and a friendly voice from the help desk: two small doors into large companies.",
  },
  {
    title: "Which was which?", topic: "claims", incidents: [], drawCount: 4, pool: 12, team: null, givenDaysAgo: 6, dueInDays: null, share: 0.15, limits: { most_attempts: 3, limit_minutes: 5, wait_hours: null },
    summary: "Put incidents in order and match them with how they began. For those who have met a few of them.",
  },
  {
    title: "What a claim is worth", topic: "claims", incidents: ["iran-second-attack", "iran-massive-attack", "iran-telecoms-2018", "us-strike-iran", "uk-bodies-attack"], drawCount: 5, pool: 24, team: null, givenDaysAgo: 4, dueInDays: 17, share: 0.2,
    summary: "Ministers announce, officials confirm, others deny. How to read news of an attack while it is still news.",
  },
];
