/* The sentences of a comparison, as the catalogue of the site says them. */
import { tables } from "./tables.js";

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const say = (name, values = {}) => filled(tables.sentences[name], values);

// A sentence in HTML: *escape* is for its words, what goes into its places is HTML already.
export const sayHtml = (escape, name, values) => filled(escape(tables.sentences[name]), values);

// "one, two and three"
export const listed = (items) => items.reduce((said, item, place) => {
  if (place === 0) return item;
  if (place < items.length - 1) return say("list", { items: said, next: item });
  return say("end of a list", { items: said, last: item });
}, "");

// "one; two; three"
export const withSemicolons = (items) => items.reduce(
  (said, item, place) => (place ? say("list of phrases", { items: said, next: item }) : item), "");

export const strength = (level) => tables.strengths[level ?? ""];

export const strengthsInOrder = (levels) =>
  listed(["must", "should", "may"].filter((level) => levels.has(level)).map((level) => `"${strength(level)}"`));
