/* A long run of words in the length that a headline has room for: what wording/shortened.py does. */
import { length, range } from "./alignment.js";
import { comparedText } from "./compared_text.js";
import { inOneLine } from "./tables.js";

const MOST = 150;
const [FIRST, LAST] = [60, 20];
const LEFT_OUT = " \u2026 ";

// The places within a range that are kept, each as a range of its own.
const keptOf = (text, places) => {
  if (length(places) <= MOST) return [places];
  const [last, kept] = [places.stop - LAST, new Set()];
  const keep = ({ start, stop }) => { for (let at = start; at < stop; at += 1) kept.add(at); };
  keep(range(places.start, places.start + FIRST));
  keep(range(last, places.stop));
  for (const found of text.significant) {
    if (found.end <= places.start + FIRST || found.start >= last) continue;
    const beside = range(Math.max(found.start - 1, places.start), Math.min(found.end + 1, places.stop));
    let more = 0;
    for (let at = beside.start; at < beside.stop; at += 1) more += Number(!kept.has(at));
    if (kept.size + more > MOST) break;
    keep(beside);
  }
  const runs = [];
  for (const at of [...kept].sort((one, other) => one - other)) {
    if (runs.length && runs.at(-1).stop === at) runs.at(-1).stop = at + 1;
    else runs.push(range(at, at + 1));
  }
  return runs;
};

export const shortenedRun = (text, places) =>
  keptOf(text, places).map(({ start, stop }) => inOneLine(text.between(start, stop))).join(LEFT_OUT);

export const shortened = (text) => {
  const one = comparedText(text);
  const all = range(0, one.words.length);
  return length(all) > MOST ? shortenedRun(one, all) : text;
};
