/* A text as it is compared: its words, where it pauses, what carries meaning: what wording/compared_text.py does. */
import { significant } from "./lexicon.js";
import { key } from "./spelling.js";
import { SPACE } from "./tables.js";
import { words } from "./words.js";

const SENTENCE_ENDS = new Set([".", "!", "?"]);
const CLOSERS = new Set(["'", '"', ")", "]"]);
const PAUSES = new Set([",", ";", ":", "-", "(", ")"]);
const JOINING = new Set(["and", "or", "but", "nor"]);
const PARAGRAPH = new RegExp(`\\n[${SPACE.replace("\\t-\\r", "\\t\\v-\\r")}]*\\n`, "u");

export const SENTENCE = 3;
const PAUSE = 2;
const BEFORE_PAUSE = 1;
const NO_PAUSE = 0;

const endsSentence = (text, place) => {
  let at = place;
  while (at > 0 && CLOSERS.has(text[at].norm) && text[at - 1].end === text[at].start) at -= 1;
  return SENTENCE_ENDS.has(text[at].norm);
};

// How good it is to part a text before a word.
const breakBefore = (text, place, between) => {
  const [before, word] = [text[place - 1], text[place]];
  if (PARAGRAPH.test(between)) return SENTENCE;
  const atMark = word.mark && (PAUSES.has(word.norm) || SENTENCE_ENDS.has(word.norm));
  if (before.mark && between && !atMark && endsSentence(text, place - 1)) {
    return /^\p{Lowercase}/u.test(word.norm) ? NO_PAUSE : SENTENCE;
  }
  if (before.mark && PAUSES.has(before.norm)) return PAUSE;
  return atMark || JOINING.has(word.norm) ? BEFORE_PAUSE : NO_PAUSE;
};

const breaksOf = (text, found) => {
  if (!found.length) return [SENTENCE];
  const inner = found.slice(1).map((word, step) => {
    const before = found[step];
    if (!(before.mark || word.mark || word.start - before.end > 1 || JOINING.has(word.norm))) return NO_PAUSE;
    return breakBefore(found, step + 1, text.slice(before.end, word.start));
  });
  return [SENTENCE, ...inner, SENTENCE];
};

export const comparedText = (text) => {
  const found = words(text);
  const breaks = breaksOf(text, found);
  const starts = breaks.flatMap((pause, place) => (pause === SENTENCE ? [place] : []));
  return {
    text,
    words: found,
    norms: found.map(({ norm }) => norm),
    keys: found.map(({ norm }) => key(norm)),
    breaks,
    sentences: starts.slice(1).map((end, place) => ({ start: starts[place], stop: end })),
    significant: significant(found),
    between: (start, end) => (start < end ? text.slice(found[start].start, found[end - 1].end) : ""),
  };
};

export const wordCount = (places) => places.filter(({ mark }) => !mark).length;
