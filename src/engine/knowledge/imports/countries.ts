import { fold } from "../../../lib/text.ts";

/** ISO 3166-1 codes and what people say in the middle of a sentence. Our own list, because the names that Node knows change with its version. */
const NAMES = `AD Andorra|AE the United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AL Albania|AM Armenia|AO Angola|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan
BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BM Bermuda|BN Brunei|BO Bolivia|BR Brazil|BS the Bahamas|BT Bhutan|BW Botswana|BY Belarus|BZ Belize
CA Canada|CD the Democratic Republic of the Congo|CF the Central African Republic|CG the Republic of the Congo|CH Switzerland|CI Ivory Coast|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CY Cyprus|CZ the Czech Republic
DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO the Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FM Micronesia|FR France
GA Gabon|GB the United Kingdom|GD Grenada|GE Georgia|GH Ghana|GL Greenland|GM the Gambia|GN Guinea|GQ Equatorial Guinea|GR Greece|GT Guatemala|GW Guinea-Bissau|GY Guyana
HK Hong Kong|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy|JM Jamaica|JO Jordan|JP Japan
KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM the Comoros|KN Saint Kitts and Nevis|KP North Korea|KR South Korea|KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya
MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MG Madagascar|MH the Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macao|MR Mauritania|MT Malta|MU Mauritius|MV the Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique
NA Namibia|NE Niger|NG Nigeria|NI Nicaragua|NL the Netherlands|NO Norway|NP Nepal|NR Nauru|NZ New Zealand|OM Oman|PA Panama|PE Peru|PG Papua New Guinea|PH the Philippines|PK Pakistan|PL Poland|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay
QA Qatar|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB the Solomon Islands|SC the Seychelles|SD Sudan|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SY Syria|SZ Eswatini
TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TL East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US the United States|UY Uruguay|UZ Uzbekistan
VA the Vatican|VC Saint Vincent and the Grenadines|VE Venezuela|VN Vietnam|VU Vanuatu|WS Samoa|XK Kosovo|YE Yemen|ZA South Africa|ZM Zambia|ZW Zimbabwe`;

/** Other names, as standards and data sets write them (and one slip of the pen). */
const OTHERWISE: Record<string, string> = {
  IR: "Iran Islamic Republic of|Islamic Republic of Iran", RU: "Russian Federation", KP: "Korea Democratic People's Republic of|DPRK|Democratic People's Republic of Korea", KR: "Korea Republic of|Republic of Korea",
  CN: "People's Republic of China|PRC", US: "USA|United States of America|U.S.", GB: "UK|Great Britain|United Kingdom of Great Britain and Northern Ireland", VN: "Viet Nam", SY: "Syrian Arab Republic", LA: "Lao People's Democratic Republic",
  PS: "Palestinian Territories|Palestinian Territory|State of Palestine|Palestine State of", TR: "Türkiye", CZ: "Czechia", CI: "Côte d'Ivoire", LB: "Lebonon", MM: "Burma", MO: "Macau", TW: "Taiwan Province of China", BN: "Brunei Darussalam",
  VE: "Venezuela Bolivarian Republic of", BO: "Bolivia Plurinational State of", MD: "Moldova Republic of|Republic of Moldova", TZ: "Tanzania United Republic of", MK: "Macedonia", SZ: "Swaziland", CD: "DR Congo", CV: "Cabo Verde", TL: "Timor-Leste",
};

/** `name` is as it stands in the middle of a sentence: "the United States". */
export interface Country { code: string; name: string; aliases: string[] }

const COUNTRIES = new Map(NAMES.split(/[|\n]/).map((entry): [string, Country] => {
  const [code, name] = [entry.slice(0, 2), entry.slice(3)];
  return [code, { code, name, aliases: name.startsWith("the ") ? [name.slice(4)] : [] }];
}));

const BY_NAME = new Map([...COUNTRIES.values()].flatMap((country) => [country.name, ...country.aliases, ...(OTHERWISE[country.code] ?? "").split("|")].filter(Boolean).map((name) => [fold(name), country] as const)));

/** The country that a text means: an ISO 3166-1 code of two letters, or any of its names. Undefined for regions, codes of no country and anything else. */
export function findCountry(text: string): Country | undefined {
  const plain = text.trim();
  return COUNTRIES.get(plain.toUpperCase()) ?? BY_NAME.get(fold(plain)) ?? BY_NAME.get(fold(plain.replace(/^the /i, "")));
}
