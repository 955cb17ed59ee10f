/** Head nouns that tell what a phrase is about, where no name does. Singular and plural. */
const nouns = (words: string) => new RegExp(`^(?:${words.trim().replace(/\s+/g, "|")})$`);

export const INCIDENT = nouns(`
  (?:cyber|cyber-)?attacks? (?:cyber|cyber-)?strikes? hacks? hacking breach breaches intrusions? incidents? (?:cyber-?)?incidents? campaigns?
  operation outbreaks? (?:cyber-?)?heists? leaks? infiltrations? compromise raids? thefts? sabotage activity (?:cyber-?)?espionage break-ins? scams?
  frauds? spree infections? assaults? break-in piggybacking cyberassault cyberwarfare disruption ddos cyberespionage
`);
/** Attacks with weapons are no attacks on computers. */
export const ARMED = /\b(?:missile|rocket|bomb|bombing|drone|air|military|terror|terrorist|shooting|knife|arson|labour|armed|suicide)\b/i;
export const NO_INCIDENT = /\b(?:election|presidential|advertising|marketing|awareness|political|military|business|daily|rescue|lung|customer|normal|economic|criminal|recovery|cleanup)\b(?! (?:cyber|hack))/i;
export const ACTOR = nouns(`
  hackers? attackers? gangs? cybercriminals? cyber-criminals? criminals? actors? intruders? crew operators? perpetrators? affiliates? spies
  hacktivists? adversary adversaries fraudsters? extortionists? thieves thief group groups collective cyberspies scammers? culprits? cyberattackers?
  cyber-attackers? cell syndicate
`);
export const MALWARE = nouns(`
  malware ransomware virus viruses worms? trojans? wipers? spyware backdoors? rootkits? botnets? implants? loaders? keyloggers? infostealers? code
  payloads? exploits? shells? toolkits? tools? stealers? downloaders? launchers? bootkits? cryptolockers? ransomware-as-a-service
`);
export const VULNERABILITY = nouns(`vulnerability vulnerabilities flaws? bugs? zero-days? zero-day weakness weaknesses loopholes? hole misconfiguration`);
export const DATA = nouns(`
  data records? information details passwords? credentials? emails? addresses numbers? files documents? secrets messages? photos? names birthdates
  keys? hashes cookies transcripts payroll scans passports passport plans designs blueprints source-code histories history
`);
export const PEOPLE = nouns(`
  officials? experts? researchers? agencies authorities prosecutors? police investigators? analysts? men man women woman people customers? patients?
  users? employees staff workers? teenagers? teenager nationals? national officers? citizens? suspects? youths? boys? clients? members? residents
  voters students pupils passengers guests consumers individuals persons americans britons russians iranians ukrainians spokesman spokeswoman
  spokesperson regulators? lawmakers? sources? insiders? intelligence engineers? hacker-for-hire families taxpayers subscribers players diplomats?
  dissidents activists journalists politicians lawyers pensioners drivers defendants? executives? administrators?
`);
export const SPEAKERS = nouns(`
  officials? experts? researchers? agency agencies authority authorities prosecutors? police investigators? analysts? spokesman spokeswoman
  spokesperson regulators? lawmakers? sources? insiders? regulator intelligence government company firm ministry minister department president court
  watchdog operator bank council advisory report statement indictment investigation inquiry study review analysis
`);
export const ORGANISATION = nouns(`
  company companies firms? governments? ministry ministries agency departments? hospitals? banks? councils? university universities schools?
  retailers? operators? provider providers insurers? airlines? manufacturers? makers? supplier suppliers regulators? watchdog authority exchange
  exchanges organisations? organizations? institutions? businesses business utility utilities contractors? embassy embassies parliament party charity
  charities broadcasters? newspapers? studio clinics? pharmacy pharmacies pharmacies chain casinos? hotels? processor vendor vendors institute
  laboratory district library court refinery carrier carriers brewery carmaker parent subsidiary unit guards districts? forces schools
`);
export const EVENT = nouns(`olympics games elections? summit referendum`);
export const SYSTEM = nouns(`
  networks? systems? servers? infrastructures? facility facilities websites? sites? computers? devices? routers? cameras? machines? laptops? phones?
  pipelines? grids? plants? accounts? platforms? software services? databases? portals? mainframes? controllers? endpoints? terminals? atms? domains?
  mailboxes inboxes environment environments satellites? modems? substations?
`);
/** Nouns of time and manner that are never a victim or an aim. */
export const EMPTY = nouns(`
  time times way ways day days week weeks month months year years fact case cases part regard level example weekend morning night hours? minutes?
  number addition response order result total terms light wake course while lot bit behalf line past future present late monday tuesday wednesday
  thursday friday saturday sunday
`);
