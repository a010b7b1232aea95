/* Pairs equal words in order, as many as can be: a part of what wording/alignment.py does. */

const LARGEST_TABLE = 200_000_000;
const DEEPEST = 8;

export const counted = (items) => {
  const times = new Map();
  for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
  return times;
};

const heavier = (one, other) => (other[0] > one[0] || (other[0] === one[0] && other[1] > one[1]) ? other : one);

// The places of the rising run of values that weighs most; the values are all different.
export const longestRising = (values, weights) => {
  if (values.every((value, place) => place === 0 || values[place - 1] < value)) return [...values.keys()];
  const ranks = new Map([...values].sort((one, other) => one - other).map((value, rank) => [value, rank + 1]));
  const best = Array.from({ length: values.length + 1 }, () => [0, -1]);  // a binary indexed tree over the ranks
  const heaviestUpTo = (rank) => {
    let heaviest = [0, -1];
    for (let at = rank; at; at &= at - 1) heaviest = heavier(heaviest, best[at]);
    return heaviest;
  };
  const before = [];
  for (const [place, value] of values.entries()) {
    const rank = ranks.get(value);
    const [weight, previous] = heaviestUpTo(rank - 1);
    before.push(previous);
    for (let at = rank; at < best.length; at += at & -at) best[at] = heavier(best[at], [weight + weights[place], place]);
  }
  const run = [];
  for (let place = heaviestUpTo(values.length)[1]; place >= 0; place = before[place]) run.push(place);
  return run.reverse();
};

const pairedInTable = (one, other) => {
  let lead = 0;
  while (lead < one.length && lead < other.length && one[lead] === other[lead]) lead += 1;
  let trail = 0;
  while (
    trail < one.length - lead && trail < other.length - lead && one.at(-1 - trail) === other.at(-1 - trail)
  ) trail += 1;
  const [rows, columns] = [other.length - lead - trail, one.length - lead - trail];
  // longest[row][column] of what both begin with; grows says where one more column made it longer
  let longest = new Uint32Array(columns + 1);
  const grows = Array.from({ length: rows }, () => new Uint8Array(columns));
  for (let row = 0; row < rows; row += 1) {
    const next = new Uint32Array(columns + 1);
    for (let column = 0; column < columns; column += 1) {
      next[column + 1] = other[lead + row] === one[lead + column]
        ? longest[column] + 1
        : Math.max(next[column], longest[column + 1]);
      grows[row][column] = next[column + 1] > next[column] ? 1 : 0;
    }
    longest = next;
  }
  const pairs = [];
  let [row, column] = [rows, columns];
  while (row && column) {
    if (!grows[row - 1][column - 1]) {
      column -= 1;
    } else {
      row -= 1;
      if (!(row && grows[row - 1][column - 1])) {
        column -= 1;
        pairs.push([lead + column, lead + row]);
      }
    }
  }
  const alike = (start, count, shift) => Array.from({ length: count }, (_, step) => [start + step, start + step + shift]);
  return [...alike(0, lead, 0), ...pairs.reverse(), ...alike(one.length - trail, trail, other.length - one.length)];
};

const singleWords = (theirs, ours, theirKeys, ourKeys) => {
  const timesTheirs = counted(theirs.map((place) => theirKeys[place]));
  const timesOurs = counted(ours.map((place) => ourKeys[place]));
  const where = new Map(ours.flatMap((place, at) => (timesOurs.get(ourKeys[place]) === 1 ? [[ourKeys[place], at]] : [])));
  const common = theirs.flatMap((place, at) => {
    const word = theirKeys[place];
    return timesTheirs.get(word) === 1 && where.has(word) ? [[at, where.get(word)]] : [];
  });
  return longestRising(common.map(([, other]) => other), common.map(() => 1)).map((place) => common[place]);
};

// Pairs of places, of those given, at which both texts have equal words.
export const paired = (theirs, ours, theirKeys, ourKeys, depth = 0) => {
  if (!theirs.length || !ours.length) return [];
  if (theirs.length * ours.length <= LARGEST_TABLE) {
    const found = pairedInTable(theirs.map((place) => theirKeys[place]), ours.map((place) => ourKeys[place]));
    return found.map(([one, other]) => [theirs[one], ours[other]]);
  }
  if (depth === DEEPEST) return [];
  const again = (one, other, deeper = depth) => paired(one, other, theirKeys, ourKeys, deeper);
  const alike = (one, other) => {
    const differs = one.findIndex((place, at) => at >= other.length || theirKeys[place] !== ourKeys[other[at]]);
    return differs < 0 ? one.length : differs;
  };
  const lead = alike(theirs, ours);
  const zipped = (one, other) => one.map((place, at) => [place, other[at]]);
  if (lead) return [...zipped(theirs.slice(0, lead), ours), ...again(theirs.slice(lead), ours.slice(lead))];
  const trail = alike([...theirs].reverse(), [...ours].reverse());
  if (trail) {
    return [...again(theirs.slice(0, -trail), ours.slice(0, -trail)), ...zipped(theirs.slice(-trail), ours.slice(-trail))];
  }
  const anchors = singleWords(theirs, ours, theirKeys, ourKeys);
  const pairs = [];
  let last = [0, 0];
  for (const [one, other] of anchors.length ? [...anchors, [theirs.length, ours.length]] : []) {
    pairs.push(...again(theirs.slice(last[0], one), ours.slice(last[1], other), depth + 1));
    if (one < theirs.length) pairs.push([theirs[one], ours[other]]);
    last = [one + 1, other + 1];
  }
  return pairs;
};
