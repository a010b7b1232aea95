/* How much a difference matters: what wording/classes.py does. */
import { length } from "./alignment.js";
import { reversedBy } from "./lexicon.js";
import { numberAt, quantities } from "./numbers.js";
import { key, parts } from "./spelling.js";
import { fold, tables } from "./tables.js";

const LARGEST_PHRASE = 400;
const STAND_ALONE = new Set(["a", "i", "o"]);

const sameAt = (hunk, theirs, ours) =>
  length(hunk.theirs) === length(hunk.ours) &&
  theirs.keys.slice(hunk.theirs.start, hunk.theirs.stop).every((one, at) => one === ours.keys[hunk.ours.start + at]);

const touched = (places, text) => text.significant.filter((found) =>
  found.start < places.stop && places.start < found.end);

const said = ({ kind, canonical }) => `${kind}\0${canonical}`;

// The places that the other side has not got, as many times over as it has not.
const beyond = (places, others) => {
  const left = new Map();
  for (const place of others) left.set(said(place), (left.get(said(place)) ?? 0) + 1);
  return places.filter((place) => {
    const times = left.get(said(place)) ?? 0;
    left.set(said(place), times - 1);
    return times <= 0;
  });
};

const withoutArticle = (places, { start, stop }, text) => {
  if (!text.keys.slice(start, stop).some((one) => one === "a" || one === "an")) return places;
  return places.filter(({ kind, canonical }) => kind !== "number" || canonical !== "1");
};

const significanceChanged = (hunk, theirs, ours) => {
  const lost = touched(hunk.theirs, theirs);
  const gained = touched(hunk.ours, ours);
  return [
    withoutArticle(beyond(lost, gained), hunk.ours, ours),
    withoutArticle(beyond(gained, lost), hunk.theirs, theirs),
  ];
};

const negations = (places) => places.filter(({ kind }) => kind === "negation").length;

const written = ({ start, stop }, text) => text.words.slice(start, stop);

const turnedRound = (hunk, theirs, ours) => {
  const one = new Set(written(hunk.theirs, theirs).map(({ norm }) => fold(norm)));
  const other = new Set(written(hunk.ours, ours).map(({ norm }) => fold(norm)));
  if (one.size * other.size > LARGEST_PHRASE) return false;
  return [...one].some((word) =>
    !other.has(word) && [...other].some((put) => !one.has(put) && reversedBy(word, put)));
};

const choiceChanged = (hunk, theirs, ours) => {
  const count = (places, text, word) => written(places, text).filter(({ norm }) => key(norm) === word).length;
  return [["and", "or"], ["or", "and"]].some(([dropped, put]) =>
    count(hunk.theirs, theirs, dropped) > count(hunk.ours, ours, dropped) &&
    count(hunk.ours, ours, put) > count(hunk.theirs, theirs, put));
};

const spelt = (places, text) => {
  const found = written(places, text)
    .filter(({ mark, norm }) => !mark || norm === "&" || norm === "%")
    .flatMap(({ norm }) => parts(fold(norm)))
    .map((part) => (numberAt([part], 0) ? part : key(part)));
  return quantities(found).join(" ").replaceAll("per cent", "percent").split(" ").filter(Boolean);
};

const oneDate = (places, text) => touched(places, text).some(({ kind, start, end }) =>
  kind === "date" && start <= places.start && places.stop <= end);

const readsTheSame = (hunk, theirs, ours) => {
  if (sameAt(hunk, theirs, ours)) return true;
  const [one, other] = [spelt(hunk.theirs, theirs), spelt(hunk.ours, ours)];
  if (one.length === other.length && one.every((word, at) => word === other[at])) return true;
  if (oneDate(hunk.theirs, theirs) && oneDate(hunk.ours, ours)) return true;
  if (one.join("") !== other.join("") || [...one, ...other].some((word) => STAND_ALONE.has(word))) return false;
  const hyphened = [...written(hunk.theirs, theirs), ...written(hunk.ours, ours)].map(({ norm }) => fold(norm));
  if (hyphened.some((word) => tables.hyphenMatters.has(word))) return false;
  return !touched(hunk.theirs, theirs).length && !touched(hunk.ours, ours).length;
};

// The class of a difference, the kinds of what it touches, and whether it turns the meaning round.
export const weigh = (group, theirs, ours) => {
  if (group.every(({ moved }) => moved)) return { kind: "wording", touches: new Set(), reverses: false };
  const touches = new Set();
  let [balance, reverses] = [0, false];
  for (const hunk of group) {
    if (sameAt(hunk, theirs, ours)) continue;
    const [lost, gained] = significanceChanged(hunk, theirs, ours);
    for (const { kind } of [...lost, ...gained]) touches.add(kind);
    balance += negations(gained) - negations(lost);
    if (turnedRound(hunk, theirs, ours)) {
      touches.add("opposite");
      reverses = true;
    }
    if (choiceChanged(hunk, theirs, ours)) touches.add("condition");
  }
  if (touches.size) return { kind: "meaning", touches, reverses: reverses || balance !== 0 };
  const same = group.every((hunk) => readsTheSame(hunk, theirs, ours));
  return { kind: same ? "typography" : "wording", touches, reverses: false };
};
