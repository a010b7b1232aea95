/* A text as words and marks: what wording/words.py and wording/typesetting.py do. */
import { SPACE, tables } from "./tables.js";

const MARKS =
  "!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]\\^`\\{\\|\\}~" +
  "\\u00a1-\\u00a9\\u00ab\\u00ac\\u00ae-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7" +
  "\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20cf\\u2190-\\u2bff\\u3001-\\u303f";
const LETTER = `[^${SPACE}${MARKS}]`;
const WORD =
  `(?:(?<![^${SPACE}£$€(])(?:-?\\.|-)(?=\\p{Nd}))?` +
  `${LETTER}+(?:(?:['\\-](?=${LETTER})|(?<=\\p{Nd})[.,:\\/](?=\\p{Nd}))${LETTER}+)*`;
const TOKEN = new RegExp(`(?<word>${WORD})|(?<mark>\\.{3,}|--+|[${MARKS}])`, "gu");

const ALPHANUMERIC = /^[\p{L}\p{N}]/u;

export const plainSigns = (text) => Array.from(text, (sign) => tables.sameSign[sign] ?? sign).join("");

// The shortest pieces of a text that can be composed one by one, each with its place.
const clusters = (text) => {
  const found = [];
  let place = 0;
  for (const sign of text) {
    const start = place;
    place += sign.length;
    const plain = (tables.speltOut[sign] ?? sign).normalize("NFC");
    if (!plain) continue;
    const before = found.at(-1);
    if (before) {
      const together = (before[0] + plain).normalize("NFC");
      const accentsALetter = tables.combining.test(plain) && ALPHANUMERIC.test(before[0]);
      if (together !== before[0] + plain || accentsALetter) {
        found[found.length - 1] = [together, before[1], place];
        continue;
      }
    }
    found.push([plain, start, place]);
  }
  return found;
};

// A text in plain signs, and where in the original each sign begins and ends; null where the two run side by side.
const typeset = (text) => {
  const changes = Array.from(text).some((sign) => sign in tables.speltOut);
  if (text.normalize("NFC") === text && !changes) return [plainSigns(text), null, null];
  const starts = [];
  const ends = [];
  let written = "";
  for (const [cluster, start, end] of clusters(text)) {
    written += cluster;
    for (let unit = 0; unit < cluster.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  return [plainSigns(written), starts, ends];
};

const plainMark = (mark) => {
  if (Array.from(mark).length > 1) return mark[0] === "." ? "..." : "-";
  return tables.sameMark[mark] ?? mark;
};

export const words = (text) => {
  const [plain, starts, ends] = typeset(text);
  return Array.from(plain.matchAll(TOKEN), (match) => {
    const isMark = match.groups.mark !== undefined;
    let start = match.index;
    let end = start + match[0].length;
    if (starts) [start, end] = [starts[start], ends[end - 1]];
    return { text: text.slice(start, end), start, end, norm: isMark ? plainMark(match[0]) : match[0], mark: isMark };
  });
};
