/*
 * Lays two texts side by side as a reader's eye would: what wording/alignment.py does. Ranges of words are {start,
 * stop}, the last one not included; in each pair, *theirs* is the older text and *ours* the newer one.
 */
import { SENTENCE, wordCount } from "./compared_text.js";
import { counted, longestRising, paired } from "./pairs.js";
import { tables } from "./tables.js";

const SHORTEST_SENTENCE = 3;
const WIDEST_GAP = 2;

export const range = (start, stop) => ({ start, stop });
export const length = ({ start, stop }) => stop - start;
const places = ({ start, stop }) => Array.from({ length: stop - start }, (_, step) => start + step);

// ---- Sentences that stand once in each text

const saidBy = (text, { start, stop }) => text.keys.slice(start, stop).join("\0");

const once = (text) => {
  const times = counted(text.sentences.map((sentence) => saidBy(text, sentence)));
  const found = new Map();
  for (const sentence of text.sentences) {
    const said = saidBy(text, sentence);
    const count = wordCount(text.words.slice(sentence.start, sentence.stop));
    if (times.get(said) === 1 && count >= SHORTEST_SENTENCE) found.set(said, sentence);
  }
  return found;
};

const wholeSentences = (theirs, ours) => {
  if (theirs.sentences.length === 1 || ours.sentences.length === 1) return [[], []];
  const onceOurs = once(ours);
  const common = [...once(theirs)].flatMap(([said, sentence]) =>
    onceOurs.has(said) ? [[sentence, onceOurs.get(said)]] : []);
  const kept = new Set(longestRising(common.map(([, other]) => other.start), common.map(([one]) => length(one))));
  return [common.filter((_, place) => kept.has(place)), common.filter((_, place) => !kept.has(place))];
};

// ---- What lies between

const runs = (within, out) => {
  const cuts = places(within).filter((at) => at === within.start || out.get(at) !== out.get(at - 1));
  return cuts.map((start, place) => ({ run: range(start, cuts[place + 1] ?? within.stop), moved: out.has(start) }));
};

const hunksOf = (theirs, ours, theirStart, ourStart) => {
  const hunks = [];
  let [theirAt, ourAt] = [theirStart, ourStart];
  while (theirs.length || ours.length) {
    if (theirs[0]?.moved) {
      const { run } = theirs.shift();
      hunks.push({ theirs: run, ours: range(ourAt, ourAt), moved: true });
      theirAt = run.stop;
    } else if (ours[0]?.moved) {
      const { run } = ours.shift();
      hunks.push({ theirs: range(theirAt, theirAt), ours: run, moved: true });
      ourAt = run.stop;
    } else {
      const one = theirs.shift()?.run ?? range(theirAt, theirAt);
      const other = ours.shift()?.run ?? range(ourAt, ourAt);
      hunks.push({ theirs: one, ours: other, moved: false });
      [theirAt, ourAt] = [one.stop, other.stop];
    }
  }
  return hunks;
};

const betweenPairs = (pairs, theirCount, ourCount, outTheirs, outOurs) => {
  const hunks = [];
  let last = [0, 0];
  for (const [one, other] of [...pairs, [theirCount, ourCount]]) {
    if (last[0] !== one || last[1] !== other) {
      hunks.push(...hunksOf(runs(range(last[0], one), outTheirs), runs(range(last[1], other), outOurs), ...last));
    }
    last = [one + 1, other + 1];
  }
  return hunks;
};

// ---- Where a phrase begins or ends

const shifted = ({ theirs, ours, moved }, step) => ({
  theirs: range(theirs.start + step, theirs.stop + step),
  ours: range(ours.start + step, ours.stop + step),
  moved,
});

const bestStep = (run, beside, text, other, room) => {
  const differs = (place, there) => Number(text.norms[place] !== other.norms[there]);
  const score = (step, unequal) =>
    [-unequal, text.breaks[run.start + step] + text.breaks[run.stop + step], -Math.abs(step)];
  const better = (one, than) => {
    const differ = one.findIndex((value, place) => value !== than[place]);
    return differ >= 0 && one[differ] > than[differ];
  };
  let [best, chosen] = [score(0, 0), 0];
  for (const [direction, most] of [[-1, room[0]], [1, room[1]]]) {
    let unequal = 0;
    for (let taken = 0; taken < most; taken += 1) {
      const back = direction < 0;
      const head = back ? run.start - 1 - taken : run.start + taken;
      const tail = back ? run.stop - 1 - taken : run.stop + taken;
      if (text.keys[head] !== text.keys[tail]) break;
      const there = back ? beside - 1 - taken : beside + taken;
      const [left, entered] = back ? [tail, head] : [head, tail];
      unequal += differs(left, there) - differs(entered, there);
      const found = score(direction * (taken + 1), unequal);
      if (better(found, best)) [best, chosen] = [found, direction * (taken + 1)];
    }
  }
  return chosen;
};

const slid = (hunks, theirs, ours) => {
  const found = [];
  for (const [place, hunk] of hunks.entries()) {
    const before = found.at(-1) ?? { theirs: range(0, 0), ours: range(0, 0) };
    const room = [
      Math.min(hunk.theirs.start - before.theirs.stop, hunk.ours.start - before.ours.stop),
      (hunks[place + 1]?.theirs.start ?? theirs.keys.length) - hunk.theirs.stop,
    ];
    const [lost, gained] = [length(hunk.theirs) > 0, length(hunk.ours) > 0];
    if (hunk.moved || lost === gained) found.push(hunk);
    else if (lost) found.push(shifted(hunk, bestStep(hunk.theirs, hunk.ours.start, theirs, ours, room)));
    else found.push(shifted(hunk, bestStep(hunk.ours, hunk.theirs.start, ours, theirs, room)));
  }
  return found;
};

// Where ours has other words than theirs, in order.
export const align = (theirs, ours) => {
  const [anchors, moves] = wholeSentences(theirs, ours);
  const outTheirs = new Map(moves.flatMap(([one]) => places(one).map((place) => [place, one.start])));
  const outOurs = new Map(moves.flatMap(([, other]) => places(other).map((place) => [place, other.start])));
  const pairs = [];
  let last = [0, 0];
  const end = [range(theirs.keys.length, theirs.keys.length), range(ours.keys.length, ours.keys.length)];
  for (const [one, other] of [...anchors, end]) {
    pairs.push(...paired(
      places(range(last[0], one.start)).filter((place) => !outTheirs.has(place)),
      places(range(last[1], other.start)).filter((place) => !outOurs.has(place)),
      theirs.keys,
      ours.keys,
    ));
    pairs.push(...places(one).map((place, step) => [place, other.start + step]));
    last = [one.stop, other.stop];
  }
  return slid(betweenPairs(pairs, theirs.keys.length, ours.keys.length, outTheirs, outOurs), theirs, ours);
};

// ---- What reads as one change

const size = (group) => Math.max(
  group.at(-1).theirs.stop - group[0].theirs.start,
  group.at(-1).ours.stop - group[0].ours.start,
);

const readsAsOne = (one, other, theirs) => {
  if (one.at(-1).moved || other[0].moved) return false;
  const gap = range(one.at(-1).theirs.stop, other[0].theirs.start);
  if (theirs.breaks.slice(gap.start, gap.stop + 1).includes(SENTENCE)) return false;
  const between = theirs.words.slice(gap.start, gap.stop);
  const count = wordCount(between);
  const sizes = [size(one), size(other)];
  if (count > WIDEST_GAP) return false;
  if (between.every(({ mark, norm }) => mark || tables.commonWords.has(norm.toLowerCase()))) {
    return count <= Math.min(...sizes);
  }
  return 2 * count < sizes[0] + sizes[1];
};

export const phrases = (hunks, theirs) => {
  const groups = [];
  for (const hunk of hunks) {
    groups.push([hunk]);
    while (groups.length > 1 && readsAsOne(groups.at(-2), groups.at(-1), theirs)) {
      const last = groups.pop();
      groups.at(-1).push(...last);
    }
  }
  return groups;
};
