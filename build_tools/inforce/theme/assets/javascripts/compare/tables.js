/*
 * What comparing has to know, as the program that builds the site knows it: vocabulary, spellings, sentences. The file
 * is written by formats/compare_tables.py, so the two can never know different words.
 */
export const tables = {};

// Python's white space; that of JavaScript has other control characters in it.
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const parted = new RegExp(`[${SPACE}]+`, "u");

export const split = (text) => text.split(parted).filter(Boolean);

export const inOneLine = (text) => split(text).join(" ");

// Letters that are folded otherwise than by writing them small: "ß" is "ss".
export const fold = (text) =>
  Array.from(text, (sign) => tables.folded[sign] ?? sign.toLowerCase()).join("");

export const load = (found) => {
  Object.assign(tables, found, {
    opposites: new Set(found.opposites.map((pair) => pair.join(" "))),
    prefixes: found.prefixes.map(([prefix, stems]) => [prefix, new Set(stems)]),
    spellingPatterns: found.spellingPatterns.map(([pattern, put]) => [new RegExp(pattern, "gu"), put]),
    combining: new RegExp(`^[${found.combining}]`, "u"),
    digit: new RegExp(`^[${found.digits}]`, "u"),
    spelling: new Map(Object.entries(found.spelling)),
    entries: new Map(Object.entries(found.entries)),
    small: new Map(Object.entries(found.small)),
    scales: new Map(Object.entries(found.scales)),
    ordinals: new Map(Object.entries(found.ordinals)),
    months: new Map(Object.entries(found.months)),
    contracted: new Map(Object.entries(found.contracted)),
  });
  for (const name of [
    "commonWords", "datedInstruments", "legalInstruments", "legalParts", "hyphenMatters", "significant",
    "withoutApostrophe",
  ]) tables[name] = new Set(found[name]);
};
