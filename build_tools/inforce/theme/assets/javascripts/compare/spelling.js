/* When two words are one word written in two ways: what wording/spelling.py does. */
import { numberAt } from "./numbers.js";
import { fold, tables } from "./tables.js";

const CONTRACTION = /(n't|'(re|ll|ve|d|m))$/;
const SYMBOLS = new Map([["&", "and"], ["%", "percent"]]);

export const parts = (word) => {
  const minus = word.startsWith("-") ? "-" : "";
  const found = word.slice(minus.length).split("-").filter(Boolean);
  return found.length ? [minus + found[0], ...found.slice(1)] : [word];
};

const hyphenMatters = (word) =>
  tables.hyphenMatters.has(word) ||
  parts(word).some((piece) => tables.significant.has(piece) || numberAt([piece], 0));

const spelling = (word) => {
  if (tables.spelling.has(word)) return tables.spelling.get(word);
  return tables.spellingPatterns.reduce((spelt, [pattern, put]) => spelt.replace(pattern, put), word);
};

const keyOf = (norm) => {
  const word = SYMBOLS.get(norm) ?? fold(norm);
  const pieces = parts(word);
  const number = numberAt(pieces, 0);
  if (number) return number[1] === pieces.length ? `#${number[0]}` : word;
  if (tables.withoutApostrophe.has(word)) return `${word.slice(0, -1)}'t`;
  if (pieces.length > 1 && hyphenMatters(word)) return word;
  if (CONTRACTION.test(word)) return word;
  return spelling(pieces.join("").replaceAll("'", "")) || word;
};

const known = new Map();

// What is the same for all ways of writing a word.
export const key = (norm) => {
  if (!known.has(norm)) known.set(norm, keyOf(norm));
  return known.get(norm);
};
