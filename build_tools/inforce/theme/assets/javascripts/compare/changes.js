/*
 * What changed from one version to another, by their records: what compare/version_texts.py, compare/rule_order.py and
 * compare/changes.py do.
 */
import { strengths } from "./lexicon.js";
import { redline } from "./redline.js";

const LINK = /\[([^\]]*)\]\(([^()\s]*)\)/gu;
const ITEM = /\n([ \t]*)(?=(?:[-*+]|[0-9]+[.)])[ \t])/gu;
const LINE_BREAK = / {2,}\n/gu;
const EM_SPACE = "\u2003";
const MARKDOWN = new Set(["introduction", "section_introduction", "local_practice"]);
const WEIGHT = { typography: 1, wording: 2, meaning: 3 };

const weightOf = (weight) => WEIGHT[weight] ?? 0;

const heaviest = (weights) => weights.reduce((one, other) => (weightOf(other) > weightOf(one) ? other : one), null);

// ---- Texts as they are read

export const paragraphs = (text) => text
  .split(/\n(?:[ \t]*\n)+/u)
  .map((part) => part.replace(/[ \t]*\n[ \t]*/gu, " ").replace(/^[ \t\n]+|[ \t\n]+$/gu, ""))
  .filter(Boolean);

const flowing = (text) => paragraphs(text).join("\n\n");

const indented = (_, indent) => `\n\n${EM_SPACE.repeat(Math.floor(indent.replaceAll("\t", "    ").length / 2))}`;

const inItems = (text) => flowing(text.replace(LINE_BREAK, "\n\n").replace(ITEM, indented));

const markdownAsRead = (old, renewed) => {
  if (old === renewed) return [inItems(old), inItems(renewed)];
  const [before, after] = [old, renewed].map((text) => Array.from(text.matchAll(LINK), ([, , target]) => target));
  const shared = (targets, others) => targets.filter((target) => others.includes(target));
  const [one, other] = [shared(before, after), shared(after, before)];
  const inOrder = one.length === other.length && one.every((target, place) => target === other[place]);
  const hidden = new Set(inOrder ? one : []);
  const asRead = (text) =>
    inItems(text.replace(LINK, (_, words, target) => (hidden.has(target) ? words : `${words} (${target})`)));
  const found = [asRead(old), asRead(renewed)];
  return found[0] === found[1] ? [inItems(old), inItems(renewed)] : found;
};

export const asRead = ({ what, was, now }) => (MARKDOWN.has(what) ? markdownAsRead(was, now) : [was, now]);

const pair = (what, was, now) => ({ what, was: was ?? "", now: now ?? "" });

const textsAround = (old, renewed) => {
  const before = new Map(old.sections.map((section) => [section.id, section]));
  const after = new Map(renewed.sections.map((section) => [section.id, section]));
  const names = [...after.keys(), ...[...before.keys()].filter((name) => !after.has(name))];
  return [
    pair("title", old.title, renewed.title),
    pair("summary", old.summary, renewed.summary),
    pair("print_notice", old.print_notice, renewed.print_notice),
    pair("introduction", old.introduction, renewed.introduction),
    ...names.flatMap((name) => [
      pair("heading", before.get(name)?.heading, after.get(name)?.heading),
      pair("section_introduction", before.get(name)?.introduction, after.get(name)?.introduction),
    ]),
  ];
};

export const textsOfRule = (old, renewed) => ["text", "local_practice", "declared"].map(
  (what) => pair(what, old?.rule[what], renewed?.rule[what]));

const textChange = (texts) => {
  if (texts.was === texts.now) return null;
  const [before, after] = asRead(texts);
  if (before === after) return null;
  const found = redline(before, after);
  return { ...texts, ...found, weight: heaviest(found.differences.map(({ kind }) => kind)) };
};

// ---- The order of rules

const longestRising = (numbers) => {
  const tails = [];
  const before = new Map();
  for (const number of numbers) {
    const at = tails.findIndex((tail) => tail >= number);
    const pile = at < 0 ? tails.length : at;
    before.set(number, pile ? tails[pile - 1] : null);
    tails[pile] = number;
  }
  const members = new Set();
  for (let last = tails.at(-1) ?? null; last !== null; last = before.get(last)) members.add(last);
  return members;
};

const movedRules = (before, after) => {
  const common = [...after.keys()].filter((name) => before.has(name));
  const stay = longestRising(common.map((name) => before.get(name).number));
  return new Set(common.filter((name) => !stay.has(before.get(name).number)));
};

const placeOfRemoved = (number, rules) => 1 + rules.findLastIndex(({ old }) => old && old.number < number);

// ---- Rules

const placedRules = (version) => version.sections.flatMap((section) =>
  section.rules.map((rule) => ({ number: rule.number, section: section.id, rule })));

// The old rules by the ids that they have after the change, which says what they were formerly.
const byLaterId = (old, after) => {
  const before = new Map(old.map((placed) => [placed.rule.id, placed]));
  for (const [name, { rule }] of after) {
    const former = rule.formerly.find((one) => before.has(one) && !after.has(one));
    if (former !== undefined && !before.has(name)) {
      const placed = before.get(former);
      before.delete(former);
      before.set(name, placed);
    }
  }
  return before;
};

const cited = ({ rule }) => JSON.stringify(
  rule.citations.map(({ kind, source, edition, passage }) => [kind, source, edition, passage]));

const sameStrengths = (one, other) => one.size === other.size && [...one].every((level) => other.has(level));

const kindOf = (change) => {
  if (!change.old) return "added";
  if (!change.new) return "removed";
  const texts = change.words || change.local_practice || change.declared;
  if (texts || change.strengthChanged || change.sourcesChanged || change.renamed) return "changed";
  if (change.moved) return "moved";
  return change.renumbered ? "renumbered" : "same";
};

const ruleChange = (old, renewed, moved) => {
  const both = Boolean(old && renewed);
  const [words, practice, declared] = both ? textsOfRule(old, renewed).map(textChange) : [null, null, null];
  const strengthChanged = both && old.rule.strength !== renewed.rule.strength;
  const sourcesChanged = both && cited(old) !== cited(renewed);
  const change = {
    old,
    new: renewed,
    placed: renewed ?? old,
    words,
    local_practice: practice,
    declared,
    moved: both && (moved || old.section !== renewed.section),
    renumbered: both && old.number !== renewed.number,
    renamed: both && old.rule.id !== renewed.rule.id,
    strengthChanged,
    sourcesChanged,
    bindsOtherwise: strengthChanged ||
      Boolean(words && !sameStrengths(strengths(old.rule.text), strengths(renewed.rule.text))),
    reverses: Boolean(words?.differences.some((difference) => difference.reverses)),
    weight: !both || strengthChanged ? "meaning" : heaviest(
      [words, practice, declared].map((text) => text?.weight ?? null).concat(sourcesChanged ? ["wording"] : [])),
  };
  return { ...change, kind: kindOf(change) };
};

// What changed from one version to another, by the records of both.
export const compare = (old, renewed) => {
  const after = new Map(placedRules(renewed).map((placed) => [placed.rule.id, placed]));
  const before = byLaterId(placedRules(old), after);
  const moved = movedRules(before, after);
  const rules = [...after].map(([name, placed]) => ruleChange(before.get(name) ?? null, placed, moved.has(name)));
  for (const [name, placed] of before) {
    if (!after.has(name)) rules.splice(placeOfRemoved(placed.number, rules), 0, ruleChange(placed, null, false));
  }
  const changed = rules.filter(({ kind }) => kind !== "same");
  changed.sort((one, other) =>
    Number(other.bindsOtherwise) - Number(one.bindsOtherwise) ||
    Number(other.reverses) - Number(one.reverses) ||
    weightOf(other.weight) - weightOf(one.weight));
  return {
    old,
    new: renewed,
    texts: textsAround(old, renewed).map(textChange).filter(Boolean),
    changedRules: changed,
    sameRules: rules.filter(({ kind }) => kind === "same"),
  };
};
