/* Numbers as quantities: what wording/numbers.py does. */
import { tables } from "./tables.js";

const PLAIN = /^-?[0-9]*\.?[0-9]+$/;
const GROUPED = /^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/;
const ORDINAL = /^([0-9]+)(st|nd|rd|th)$/;
const FIGURE = /\p{Nd}/u;

// The quantity that a word with figures stands for; null where it has no figure.
const figure = (word) => {
  if (!FIGURE.test(word)) return null;
  if (GROUPED.test(word)) return word.replaceAll(",", "");
  const ordinal = ORDINAL.exec(word);
  return ordinal ? `${ordinal[1]}th` : word;
};

// "1.5" times 1000, written without needless noughts: figures are text, so that none is rounded.
const times = (written, scale) => {
  const sign = written.startsWith("-") ? "-" : "";
  const [whole, part = ""] = written.slice(sign.length).split(".");
  const digits = String(BigInt(whole + part || "0") * BigInt(scale)).padStart(part.length + 1, "0");
  const point = digits.length - part.length;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return sign + digits.slice(0, point) + (fraction && `.${fraction}`);
};

const scaled = (written, pieces, after) => {
  const scale = pieces[after] ?? "";
  if (!tables.scales.has(scale) && scale !== "hundred") return [written, after];
  return [times(written, tables.scales.get(scale) ?? 100), after + 1];
};

const goesOn = (group, small, first) => {
  if (first || group === 0) return first;
  return small > 0 && (group % 100 === 0 || (group % 100 >= 20 && group % 10 === 0 && small < 10));
};

const joins = (pieces, place) => {
  const before = pieces[place - 1];
  return (before === "hundred" || tables.scales.has(before)) && tables.small.has(pieces[place + 1]);
};

const speltOut = (pieces, start) => {
  const { small, scales, ordinals } = tables;
  let [total, group, place] = [0, 0, start];
  while (place < pieces.length) {
    const piece = pieces[place];
    if (small.has(piece) && goesOn(group, small.get(piece), place === start || (total > 0 && group === 0))) {
      group += small.get(piece);
    } else if (piece === "hundred" && group < 100 && (group || place === start)) {
      group = 100 * (group || 1);
    } else if (scales.has(piece) && (group || place === start)) {
      total += (group || 1) * scales.get(piece);
      group = 0;
    } else if (piece === "and" && joins(pieces, place)) {
      // within a number: "one hundred and five"
    } else if (ordinals.has(piece) && group % 100 >= 20 && group % 10 === 0 && ordinals.get(piece) < 10) {
      return [`${total + group + ordinals.get(piece)}th`, place + 1];
    } else {
      break;
    }
    place += 1;
  }
  return [String(total + group), place];
};

// The quantity that begins at a piece, and where it ends; null where none does.
export const numberAt = (pieces, start) => {
  const piece = pieces[start];
  const written = figure(piece);
  if (written !== null) return PLAIN.test(written) ? scaled(written, pieces, start + 1) : [written, start + 1];
  if (tables.ordinals.has(piece)) return [`${tables.ordinals.get(piece)}th`, start + 1];
  if (tables.small.has(piece) || piece === "hundred" || tables.scales.has(piece)) return speltOut(pieces, start);
  return null;
};

export const quantities = (pieces) => {
  const found = [];
  for (let place = 0; place < pieces.length;) {
    const number = numberAt(pieces, place);
    found.push(number ? `#${number[0]}` : pieces[place]);
    place = number ? number[1] : place + 1;
  }
  return found;
};
