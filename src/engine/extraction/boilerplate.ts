/** What surrounds an article on its page: teasers, podcasts, cookies, calls to subscribe. Bounded repeats only, so that no text is slow. */
const TEASER_END = /(?:…|\.{3})["')\]]{0,2}$/;
const PAGE_WORDS = new RegExp(`\\b(?:${[
  "quiz|podcasts?|subscribe|subscribers only|newsletters?|cookies?|cookie policy|sign up|log in|read more|read also",
  "related (?:articles?|stories|posts)|advertisements?|share (?:this|on)|follow us|all rights reserved|image credit|photo:|click here",
  "privacy policy|terms of (?:use|service)|most read|recommended for you|comments are closed|join (?:us|our)|watch now|listen now",
  "download (?:our|the) app",
].join("|")})\\b`, "i");
const LONG = 240;

/** Whether a line belongs to the page rather than to the article. A long line with such a word is a paragraph that speaks of it. */
export function isBoilerplate(line: string): boolean {
  const text = line.trim();
  return TEASER_END.test(text) || (text.length < LONG && PAGE_WORDS.test(text) && !isReport(text));
}

/** "The attackers sent newsletters to customers, police said." is a sentence of the article. */
function isReport(text: string): boolean {
  return /\b(?:attack(?:er)?s?|hack(?:ed|ers?|ing)?|breach(?:ed)?|malware|ransomware|stole|stolen|phishing)\b/i.test(text) && /[.!]["')]?$/.test(text) && text.length > 60;
}
