/* Where two texts differ, and both as one with marks: what wording/departures.py and wording/redline.py do. */
import { align, phrases, range } from "./alignment.js";
import { SENTENCE, comparedText } from "./compared_text.js";
import { shortenedRun } from "./shortened.js";
import { SPACE, split } from "./tables.js";
import { weigh } from "./weight.js";
import { plainSigns } from "./words.js";

const WORDS_OF_CONTEXT = 2;
const IS_SPACE = new RegExp(`[${SPACE}]`, "u");

const sameList = (one, other) => one.length === other.length && one.every((item, place) => item === other[place]);

const looksEqual = (one, other) =>
  one === other || sameList(split(one), split(other)) || sameList(split(plainSigns(one)), split(plainSigns(other)));

function* withWrittenOtherwise(groups, theirs, ours) {
  const end = { theirs: range(theirs.keys.length, theirs.keys.length), ours: range(ours.keys.length, ours.keys.length) };
  let [one, other] = [0, 0];
  for (const group of [...groups, [end]]) {
    for (; one < group[0].theirs.start; one += 1, other += 1) {
      if (theirs.norms[one] !== ours.norms[other]) {
        yield [{ theirs: range(one, one + 1), ours: range(other, other + 1), moved: false }];
      }
    }
    if (group[0] !== end) yield group;
    [one, other] = [group.at(-1).theirs.stop, group.at(-1).ours.stop];
  }
}

const adjoin = (one, other) =>
  !one.moved && !other.moved && one.theirs.stop === other.theirs.start && one.ours.stop === other.ours.start;

function* placesThatDiffer(theirs, ours) {
  let pending = [];
  for (const group of withWrittenOtherwise(phrases(align(theirs, ours), theirs), theirs, ours)) {
    if (pending.length && adjoin(pending.at(-1), group[0])) {
      pending = [...pending, ...group];
    } else {
      if (pending.length) yield pending;
      pending = group;
    }
  }
  if (pending.length) yield pending;
}

// ---- In context

const reach = (text, place, step, intoNext = false) => {
  let [reached, taken, at] = [place, 0, place];
  const last = step < 0 ? 0 : text.words.length;
  while (at !== last && taken < WORDS_OF_CONTEXT) {
    if (text.breaks[at] === SENTENCE && !(intoNext && at === place)) break;
    const word = text.words[at + Math.min(step, 0)];
    at += step;
    if (!word.mark) [reached, taken] = [at, taken + 1];
  }
  return reached;
};

const withContext = (text, places) => {
  let [start, end] = [reach(text, places.start, -1), reach(text, places.stop, 1)];
  if (start === end) end = reach(text, places.stop, 1, true);
  if (start === end) start = reach(text, places.start, -1, true);
  for (const name of text.significant) {
    if (name.start < start && start < name.end) start = name.start;
    if (name.start < end && end < name.end) end = name.end;
  }
  return range(start, end);
};

const difference = (group, theirs, ours) => {
  const theirWords = range(group[0].theirs.start, group.at(-1).theirs.stop);
  const ourWords = range(group[0].ours.start, group.at(-1).ours.stop);
  return {
    ...weigh(group, theirs, ours),
    theirWords,
    ourWords,
    before: shortenedRun(theirs, withContext(theirs, theirWords)),
    after: shortenedRun(ours, withContext(ours, ourWords)),
  };
};

const differencesBetween = (old, renewed, theirs, ours) => {
  if (looksEqual(old, renewed) || sameList(theirs.norms, ours.norms)) return [];
  return Array.from(placesThatDiffer(theirs, ours), (group) => difference(group, theirs, ours));
};

// ---- Both texts as one

const sharedSpace = (one, other) => {
  let count = 0;
  while (count < one.length && one[count] === other[count] && IS_SPACE.test(one[count])) count += 1;
  return count;
};

const sharedSpaceAtEnd = (one, other) => sharedSpace([...one].reverse().join(""), [...other].reverse().join(""));

const between = (old, renewed) => {
  if (old === renewed) return [["same", old]];
  const lead = sharedSpace(old, renewed);
  const [was, now] = [old.slice(lead), renewed.slice(lead)];
  const tail = sharedSpaceAtEnd(was, now);
  return [
    ["same", old.slice(0, lead)],
    ["removed", was.slice(0, was.length - tail)],
    ["added", now.slice(0, now.length - tail)],
    ["same", was.slice(was.length - tail)],
  ];
};

function* kept(theirs, ours, found) {
  let [one, other] = [0, 0];
  const ends = { theirWords: range(theirs.words.length), ourWords: range(ours.words.length) };
  for (const { theirWords, ourWords } of [...found, ends]) {
    for (; one < theirWords.start; one += 1, other += 1) {
      if (theirs.words[one].text === ours.words[other].text) yield [theirs.words[one], ours.words[other]];
    }
    [one, other] = [theirWords.stop, ourWords.stop];
  }
}

function* piecesOf(theirs, ours, found) {
  let [was, now] = [0, 0];
  for (const [one, other] of kept(theirs, ours, found)) {
    yield* between(theirs.text.slice(was, one.start), ours.text.slice(now, other.start));
    yield ["same", theirs.text.slice(one.start, one.end)];
    [was, now] = [one.end, other.end];
  }
  yield* between(theirs.text.slice(was), ours.text.slice(now));
}

// The spans that lead from an old text to a new one, and where they differ.
export const redline = (old, renewed) => {
  const [theirs, ours] = [comparedText(old), comparedText(renewed)];
  const found = differencesBetween(old, renewed, theirs, ours);
  const spans = [];
  for (const [kind, text] of piecesOf(theirs, ours, found)) {
    if (!text) continue;
    if (spans.at(-1)?.kind === kind) spans.at(-1).text += text;
    else spans.push({ kind, text });
  }
  return { spans, differences: found };
};
