/*
 * What changed, as HTML: what site/document/redline_rows.py and the template redline_changes.html do, letter for letter. All
 * that is put into a place is escaped.
 */
import { asRead, textsOfRule } from "./changes.js";
import { headlines } from "./headlines.js";
import { strengths } from "./lexicon.js";
import { listed, say, strength, strengthsInOrder, withSemicolons } from "./say.js";
import { tables } from "./tables.js";

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

export const escape = (text) => String(text).replace(/[&<>'"]/g, (sign) => ESCAPED[sign]);

// ---- Words with marks, paragraph by paragraph

const inParagraphs = (pieces) => {
  const found = [[]];
  for (const { kind, text } of pieces) {
    for (const [place, part] of text.split("\n\n").entries()) {
      if (place) found.push([]);
      if (part) found.at(-1).push({ kind, text: part });
    }
  }
  return found.filter((paragraph) => paragraph.length);
};

const sideBySide = (spans) => {
  const blocks = [[]];
  for (const { kind, text } of spans) {
    for (const [place, part] of (kind === "same" ? text.split("\n\n") : [text]).entries()) {
      if (place) blocks.push([]);
      blocks.at(-1).push({ kind, text: part });
    }
  }
  const side = (block, other) => inParagraphs(block.filter(({ kind }) => kind !== other));
  return blocks
    .map((block) => ({ old: side(block, "added"), new: side(block, "removed") }))
    .filter((beside) => beside.old.length || beside.new.length);
};

const marked = (tag, kind, text) =>
  `<${tag} class="${kind}"><span class="visually-hidden">${escape(say(`mark ${kind}`))} </span>${escape(text)}</${tag}>`;

const piece = ({ kind, text }) => {
  if (kind === "added") return marked("ins", "added", text);
  return kind === "removed" ? marked("del", "removed", text) : escape(text);
};

const words = (paragraphs) => paragraphs.map((pieces) => `<p>${pieces.map(piece).join("")}</p>`).join("");

// ---- Rows

const part = (label, spans, folded = false) => ({ label, spans, folded });

const whole = (texts) => {
  const [was, now] = asRead(texts);
  if (was === now) return now ? [{ kind: "same", text: now }] : [];
  return [now ? { kind: "added", text: now } : { kind: "removed", text: was }];
};

const partsOf = (change) => {
  const changed = [change.words, change.local_practice, change.declared];
  return textsOfRule(change.old, change.new).flatMap((texts, place) => {
    const label = place ? say(texts.what) : "";
    const folded = texts.what === "declared";
    if (changed[place]) return [part(label, changed[place].spans, folded)];
    const spans = place && change.old && change.new ? [] : whole(texts);
    return spans.length ? [part(label, spans, folded)] : [];
  });
};

const passages = ({ rule }) => withSemicolons(rule.citations.map((one) => one.in_words)) || say("not cited");

const bindingWords = ({ rule }) => strengthsInOrder(strengths(rule.text)) || say("none that bind");

function* notesOf(change) {
  const { old, new: renewed } = change;
  if (!old || !renewed) return;
  if (change.strengthChanged) {
    yield say("strength", { before: strength(old.rule.strength), after: strength(renewed.rule.strength) });
  } else if (change.bindsOtherwise) {
    yield say("binding words", { before: bindingWords(old), after: bindingWords(renewed) });
  }
  if (change.moved) yield say("other place");
  if (change.renumbered) yield say("other number", { number: old.number });
  if (change.sourcesChanged) {
    yield say("source was", { passages: passages(old) });
    yield say("source is", { passages: passages(renewed) });
  }
  if (change.renamed) yield say("renamed", { former: old.rule.id, id: renewed.rule.id });
  if (!change.words) yield say("same words");
  else if (!change.words.differences.length) yield say("set otherwise");
}

const chip = (differences) => {
  if (differences.some(({ reverses }) => reverses)) return { kind: "meaning", label: tables.chips.reverses };
  const kind = ["meaning", "wording", "typography"].find((one) => differences.some((found) => found.kind === one));
  return kind && { kind, label: tables.chips[kind] };
};

const ruleRow = (change) => ({
  id: change.placed.rule.id,
  kind: change.kind,
  heading: say(change.kind, { number: change.placed.number }),
  chip: chip(change.words?.differences ?? []),
  notes: [...notesOf(change)],
  parts: partsOf(change),
});

const textRow = (change, place) => ({
  id: `text_${place + 1}`,
  kind: "changed",
  heading: say(change.what),
  chip: chip(change.differences),
  notes: change.differences.length ? [] : [say("set otherwise")],
  parts: [part("", change.spans)],
});

// ---- HTML

const side = (name, label, paragraphs, nothing) =>
  `<div class="beside__side beside__side--${name}"><p class="beside__label">${escape(label)}</p>` +
  `${paragraphs.length ? words(paragraphs) : `<p class="beside__nothing">${escape(nothing)}</p>`}</div>`;

const besideHtml = (beside, { old, new: renewed }) =>
  `<div class="beside">` +
  side("old", say("before", { number: old.version }), beside.old, say("not in", { number: old.version })) +
  side("new", say("after", { number: renewed.version }), beside.new, say("not in", { number: renewed.version })) +
  `</div>`;

const labelled = ({ label, folded }, html) => {
  if (folded) return `<details class="fold"><summary>${escape(label)}</summary>${html}</details>`;
  return `${label && `<h4>${escape(label)}</h4>`}${html}`;
};

const partHtml = (one, ends) => labelled(one,
  `<div class="change__words change__inline">${words(inParagraphs(one.spans))}</div>` +
  `<div class="change__sides">${sideBySide(one.spans).map((beside) => besideHtml(beside, ends)).join("")}</div>`);

const chipHtml = (found) =>
  (found ? ` <span class="class-chip class-chip--${found.kind}">${escape(found.label)}</span>` : "");

const rowHtml = (row, ends) =>
  `<li class="change change--${row.kind}" id="${escape(row.id)}"><h3>${escape(row.heading)}${chipHtml(row.chip)}</h3>` +
  row.notes.map((note) => `<p class="change__note">${escape(note)}</p>`).join("") +
  `${row.parts.map((one) => partHtml(one, ends)).join("")}</li>`;

const list = (rows, ends) => `<ol class="changes">${rows.map((row) => rowHtml(row, ends)).join("")}</ol>`;

const sameRules = (changes) => {
  const numbers = changes.sameRules.map(({ placed }) => String(placed.number));
  if (!numbers.length) return "";
  const said = numbers.length === 1
    ? say("one same", { number: numbers[0] })
    : say("same", { numbers: listed(numbers) });
  return `<p>${escape(said)}</p>`;
};

// All that changed, as the page of a comparison has it.
export const changesAsHtml = (changes) => {
  const said = headlines(changes);
  const rules = changes.changedRules.map(ruleRow);
  const texts = changes.texts.map(textRow);
  return (said.length ? `<ul class="headlines">${said.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>` : "") +
    `<h2 id="rules_that_changed">${escape(say("rules that changed"))}</h2>` +
    (rules.length
      ? `<p class="change__legend">${escape(say("legend"))}</p>${list(rules, changes)}`
      : `<p>${escape(say("no rule changed"))}</p>`) +
    sameRules(changes) +
    (texts.length ? `<h2 id="other_texts">${escape(say("around the rules"))}</h2>${list(texts, changes)}` : "");
};
