/* The words that can change what a rule means: what wording/lexicon.py and wording/citations.py do. */
import { numberAt } from "./numbers.js";
import { parts } from "./spelling.js";
import { fold, tables } from "./tables.js";
import { words } from "./words.js";

const CONTRACTION = /^(.+)(n't|'ll)$/u;
const YEAR = /^(1[5-9]|20)[0-9][0-9]$/;
const YEAR_OR_NUMBER = /^((1[5-9]|20)[0-9][0-9](\/[0-9]+)*|[0-9]+\/[0-9]+(\/[A-Za-z]+)?)$/;
const DAY = /^(0?[1-9]|[12][0-9]|3[01])(st|nd|rd|th)?$/;
const JOINING = new Set(["and", "of", "(", ")"]);
const LONGEST_TITLE = 12;
const IN_DATE = "\0";
const IN_LAW = "\x01";

const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
const first = (text) => Array.from(text)[0] ?? "";

const pieces = (norm) => {
  let word = fold(norm);
  if (tables.withoutApostrophe.has(word)) word = `${word.slice(0, -1)}'t`;
  if (tables.contracted.has(word)) return tables.contracted.get(word).split(" ");
  const match = CONTRACTION.exec(word);
  if (match) return [match[1], match[2] === "n't" ? "not" : "will"];
  return word === "%" ? ["percent"] : parts(word);
};

// ---- Laws and dates

const titleStart = (text, instrument) => {
  let start = instrument;
  let place = instrument;
  while (place > 0 && instrument - place < LONGEST_TITLE) {
    place -= 1;
    const { norm } = text[place];
    if (isUpper(norm) && Array.from(norm).length > 1 && start < instrument) break;
    if (isUpper(first(norm)) && !tables.commonWords.has(norm.toLowerCase())) start = place;
    else if (!JOINING.has(norm)) break;
  }
  return start;
};

const cited = (text, start, end) => ({
  kind: "legal citation",
  canonical: text.slice(start, end).map(({ norm }) => norm.toLowerCase()).join(" "),
  start,
  end,
});

function* citations(text) {
  for (const [place, { norm }] of text.entries()) {
    const after = text[place + 1]?.norm ?? "";
    if (tables.legalInstruments.has(norm) || tables.datedInstruments.has(norm)) {
      const dated = YEAR_OR_NUMBER.test(after);
      const start = titleStart(text, place);
      if (dated || (tables.legalInstruments.has(norm) && start < place)) {
        yield cited(text, start, place + 1 + Number(dated));
        continue;
      }
    }
    if (tables.legalParts.has(norm.toLowerCase()) && tables.digit.test(after)) yield cited(text, place, place + 2);
  }
}

const month = (text, place, since) => {
  const norm = (at) => (since <= at && at < text.length ? text[at].norm : "");
  let [day, start, end] = ["", place, place + 1];
  const before = place - 1 - Number(norm(place - 1) === "of");
  if (DAY.test(norm(before))) [day, start] = [norm(before), before];
  else if (DAY.test(norm(end))) [day, end] = [norm(end), end + 1];
  const comma = Number(norm(end) === "," && YEAR.test(norm(end + 1)));
  const year = YEAR.test(norm(end + comma)) ? norm(end + comma) : "";
  if (norm(place) === "May" && !day && !year) return null;
  const number = day.replace(/[^0-9]/g, "");
  const canonical = `${year || "?"}-${tables.months.get(norm(place))}-${number ? Number(number) : "?"}`;
  return { kind: "date", canonical, start, end: end + (year ? 1 + comma : 0) };
};

function* dates(text) {
  let until = 0;
  for (const [place, { norm }] of text.entries()) {
    if (place < until) continue;
    const found = tables.months.has(norm)
      ? month(text, place, until)
      : YEAR.test(norm) && { kind: "date", canonical: norm, start: place, end: place + 1 };
    if (found) {
      yield found;
      until = found.end;
    }
  }
}

// ---- The vocabulary

const numberFollows = (spelt, at) =>
  at < spelt.length && ([IN_DATE, "£", "€", "$"].includes(spelt[at]) || numberAt(spelt, at) !== null);

const entry = (spelt, at) => {
  for (const found of tables.entries.get(spelt[at]) ?? []) {
    const end = at + found.pieces.length;
    if (found.pieces.some((piece, place) => spelt[at + place] !== piece)) continue;
    if (found.beforeNumber && !numberFollows(spelt, end)) continue;
    return [found.kind, found.canonical, end];
  }
  return null;
};

const number = (spelt, at) => {
  if (spelt[at] === "one" && spelt[at + 1] === "another") return null;
  const found = numberAt(spelt, at);
  return found && ["number", ...found];
};

const vocabularyIn = (text, claimed) => {
  const atoms = text.flatMap(({ norm }, place) =>
    (claimed.has(place) ? [claimed.get(place)] : pieces(norm)).map((piece) => [piece, place]));
  const spelt = atoms.map(([piece]) => piece);
  const found = [];
  for (let at = 0; at < spelt.length;) {
    const match = tables.entries.has(spelt[at]) || numberAt([spelt[at]], 0) ? number(spelt, at) ?? entry(spelt, at) : null;
    if (match) {
      const [kind, canonical, end] = match;
      found.push({ kind, canonical, start: atoms[at][1], end: atoms[end - 1][1] + 1 });
    }
    at = match ? match[2] : at + 1;
  }
  return found;
};

// The places of a text that carry meaning, in order: none begins or ends before one that stands before it. Two share a
// word where it is made of several, as "shouldn't" is.
export const significant = (text) => {
  const found = [];
  const claimed = new Map();
  for (const place of [...citations(text), ...dates(text)]) {
    const within = Array.from({ length: place.end - place.start }, (_, step) => place.start + step);
    if (within.some((at) => claimed.has(at))) continue;
    found.push(place);
    for (const at of within) claimed.set(at, place.kind === "date" ? IN_DATE : IN_LAW);
  }
  found.push(...vocabularyIn(text, claimed));
  return found.sort((one, other) => one.start - other.start || one.end - other.end);
};

const negatedBy = (word) => {
  const found = new Set(word.endsWith("less") ? [`${word.slice(0, -4)}ful`] : []);
  for (const [prefix, stems] of tables.prefixes) {
    if (!word.startsWith(prefix)) continue;
    const stem = word.slice(prefix.length).replace(/^-+/, "");
    if (stems.has(stem) || (stems.has("*") && Array.from(stem).length >= 4)) found.add(stem);
  }
  return found;
};

export const reversedBy = (word, other) =>
  tables.opposites.has(`${word} ${other}`) || negatedBy(word).has(other) || negatedBy(other).has(word);

// Which of "must", "should" and "may" the words of a text amount to.
export const strengths = (text) => {
  const levels = significant(words(text))
    .filter(({ kind }) => kind === "strength")
    .map(({ canonical }) => tables.levels[canonical]);
  return new Set(levels.filter(Boolean));
};
