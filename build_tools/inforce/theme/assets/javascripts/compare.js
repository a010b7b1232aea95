/*
 * The page where any two versions of a document are compared, from what the build has made: this cuts texts out and
 * arranges them, and compares no words. It shows what the page of the changes of a version shows, letter for letter.
 */
const { N_, _ } = inforce;

const COUNTS = [
  ["meaning", N_("Changes the meaning")], ["added", N_("New")], ["removed", N_("Removed")],
  ["wording", N_("Other words")], ["typography", N_("Only written otherwise")],
  ["source", N_("The same words, another source or approval")],
  ["moved", N_("The same words, another place, number or link")],
];

// HTML, in which every value is escaped but lists and what is HTML already.
class Html extends String {}
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (value) => String(value).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const html = (parts, ...values) => new Html(String.raw({ raw: parts }, ...values.map((value) => (
  Array.isArray(value) ? value.join("") : value instanceof Html ? value : escaped(value)
))));

// ---- Words: what stays, goes and comes, cut out of two texts by its lengths in turn, in characters of Unicode

const spans = (before, after, lengths) => {
  const [old, renewed] = [[...before], [...after]];
  let [was, now] = [0, 0];
  return lengths.flatMap((length, turn) => {
    const kind = ["same", "removed", "added"][turn % 3];
    const text = kind === "removed" ? old.slice(was, was + length) : renewed.slice(now, now + length);
    if (kind !== "added") was += length;
    if (kind !== "removed") now += length;
    return length ? [[kind, text.join("")]] : [];
  });
};

const marked = ([kind, text]) => ({
  same: () => html`${text}`,
  added: () => html`<ins class="added"><span class="visually-hidden">${_("Added:")} </span>${text}</ins>`,
  removed: () => html`<del class="removed"><span class="visually-hidden">${_("Removed:")} </span>${text}</del>`,
})[kind]();

// Parts pieces where paragraphs end: all of them, or those alone that end in both texts.
const parted = (pieces, parts = () => true) => {
  const found = [[]];
  for (const [kind, text] of pieces) {
    const [first, ...rest] = parts(kind) ? text.split("\n\n") : [text];
    found.at(-1).push([kind, first]);
    found.push(...rest.map((part) => [[kind, part]]));
  }
  return found.map((some) => some.filter(([, text]) => text)).filter((some) => some.length);
};

const paragraphs = (pieces) => parted(pieces).map((some) => html`<p>${some.map(marked)}</p>`);

const side = (block, name, number, other) => {
  const words = paragraphs(block.filter(([kind]) => kind !== other));
  const nothing = html`<p class="beside__nothing">${_("Not in version {number}.", { number })}</p>`;
  const label = html`<p class="beside__label">${_("Version {number}", { number })}</p>`;
  return html`<div class="beside__side beside__side--${name}">${label}${words.length ? words : nothing}</div>`;
};

const part = ({ label, folded, old, "new": renewed, lengths }, texts, ends) => {
  const pieces = spans(texts[old], texts[renewed], lengths);
  const sides = parted(pieces, (kind) => kind === "same").map((block) => (
    html`<div class="beside">${side(block, "old", ends[0], "added")}${side(block, "new", ends[1], "removed")}</div>`
  ));
  const inline = html`<div class="change__words change__inline">${paragraphs(pieces)}</div>`;
  const shown = html`${inline}<div class="change__sides">${sides}</div>`;
  if (folded) return html`<details class="fold"><summary>${label}</summary>${shown}</details>`;
  return label ? html`<h4>${label}</h4>${shown}` : shown;
};

// ---- Rules and texts, each in every version: a *line* has what one version has of it, and what the other

const inVersions = (lines, a, b) => lines.map((line, number) => ({
  ...line, number, was: line.wordings[a], now: line.wordings[b], from: line.places[a], to: line.places[b],
})).filter(({ was, now }) => was !== null || now !== null);

// What is said of the two wordings; null where they read the same. Of very many, not every two were compared.
const pairOf = ({ was, now, record }) => {
  if (was === now) return null;
  const { texts, words, pairs } = record;
  const [old, renewed] = [words[was], words[now]];
  const note = _("These two wordings have not been compared word by word. Both are shown in full.");
  const lengths = () => [0, [...texts[old]].length, [...texts[renewed]].length];
  const both = () => ({ label: "", folded: false, old, "new": renewed, lengths: lengths() });
  const pair = pairs[`${was ?? ""} ${now ?? ""}`];
  return pair === undefined ? { kind: "wording", chips: [], said: [], notes: [note], parts: [both()] } : pair;
};

const row = ({ id, name, href, notes }, { kind, chips, said, parts }, texts, ends) => {
  const heading = href ? html`<a href="${href}">${name}</a>` : html`${name}`;
  const labels = chips.map((chip) => html` <span class="class-chip class-chip--${chip.kind}">${chip.label}</span>`);
  const sentences = said.map((sentence) => html`<p class="change__said">${sentence}</p>`);
  const told = notes.map((note) => html`<p class="change__note">${note}</p>`);
  const words = parts.map((one) => part(one, texts, ends));
  const shown = html`<h3>${heading}${labels}</h3>${sentences}${told}${words}`;
  return { kind, id, name, shown: html`<li class="change change--${kind}" id="${id}">${shown}</li>` };
};

const rowOfRule = ({ was, now, from, to, moved, ids, pair, record }, ends) => {
  const number = to ?? from;
  const id = ids[now ?? was];
  const stayed = { kind: "moved", chips: [], said: [], notes: [_("The words of the rule are the same.")], parts: [] };
  const said = pair ?? stayed;
  const notes = [...said.notes];
  if (from && to && from !== to) notes.unshift(_("It was rule {number}.", { number: from }));
  if (moved) notes.unshift(_("It is in another place."));
  const named = from ? (to ? _("Rule {number}", { number }) : _("Former rule {number}: removed", { number }))
    : _("Rule {number}: new", { number });
  return row({ id, name: named, href: `../${ends[to ? 1 : 0]}/#${id}`, notes }, said, record?.texts, ends);
};

// In the order of the newer version; what was removed comes after the last rule that stood before it.
const inOrder = (rules) => {
  const found = rules.filter(({ to }) => to).sort((one, other) => one.to - other.to);
  for (const gone of rules.filter(({ to }) => !to).sort((one, other) => one.from - other.from)) {
    found.splice(found.findLastIndex(({ from }) => from && from < gone.from) + 1, 0, gone);
  }
  return found;
};

const count = (kind, number, label, links) => {
  const said = html`<strong class="counts__number">${number}</strong> <span class="counts__label">${label}</span>`;
  return html`<li class="counts__kind counts__kind--${kind}">${said}${links}</li>`;
};

const counts = (rows, same) => COUNTS.flatMap(([kind, label]) => {
  const links = rows.filter((one) => one.kind === kind).map(({ id, name }) => html`<a href="#${id}">${name}</a>`);
  const rules = html` <span class="counts__rules">${[links.join(" ")]}</span>`;
  return links.length ? [count(kind, links.length, _(label), rules)] : [];
}).concat(same ? [count("same", same, _("The same"), html``)] : []);

const list = (rows) => html`<ol class="changes">${rows.map(({ shown }) => shown)}</ol>`;

// What changed from one version to another, by their places in the index; `read` answers with the record of a rule.
export const changes = async ({ versions, rules, texts, moved }, a, b, read) => {
  const ends = [versions[a], versions[b]];
  const known = await Promise.all(inOrder(inVersions(rules, a, b)).map(async (rule) => ({
    ...rule,
    moved: moved[`${a} ${b}`]?.includes(rule.number),
    record: rule.was === rule.now ? null : await read(rule.record),
  })));
  const changed = known.map((rule) => ({ ...rule, pair: pairOf(rule) }))
    .filter(({ pair, moved: elsewhere, from, to }) => pair || elsewhere || from !== to);
  const rows = changed.map((rule) => rowOfRule(rule, ends));
  const around = inVersions(texts, a, b)
    .sort((one, other) => (one.to ?? Infinity) - (other.to ?? Infinity) || one.from - other.from)
    .map((text) => ({ name: text.heading, texts: text.texts, pair: pairOf({ ...text, record: text }) }))
    .filter(({ pair }) => pair)
    .map(({ name, pair, texts: words }, place) => (
      row({ id: `text_${place + 1}`, name, notes: pair.notes }, pair, words, ends)
    ));
  const legend = html`<p class="change__legend">${_("Removed words are crossed out. New words are underlined.")}</p>`;
  const rulesShown = rows.length ? html`${legend}${list(rows)}` : html`<p>${_("No rule changed.")}</p>`;
  const other = around.length ? html`<h2 id="other_texts">${_("Other changes")}</h2>${list(around)}` : html``;
  const heading = html`<h2 id="rules_that_changed">${_("Rules that changed, in order")}</h2>`;
  return String(html`<ul class="counts">${counts(rows, known.length - rows.length)}</ul>${heading}${rulesShown}${other}`);
};

// ---- The page: the form asks for it anew, with the two versions in its address

const read = async (address) => {
  const answer = await fetch(new URL(address, location.href), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const compare = async (form, result) => {
  const index = await read(form.dataset.index);
  const asked = new URLSearchParams(location.search);
  const [a, b] = ["old", "new"].map((name) => index.versions.indexOf(asked.get(name))).sort((one, other) => one - other);
  if (a < 0) return _("There is no such version. Choose two of those that there are.");
  [form.elements.old.value, form.elements.new.value] = [index.versions[a], index.versions[b]];
  if (a === b) return _("Choose two different versions.");
  const folder = form.dataset.index.replace(/\.json$/, "/");
  const found = await changes(index, a, b, (name) => read(`${folder}${name}.json`));
  const title = _("What changed from version {older} to {newer}", { older: index.versions[a], newer: index.versions[b] });
  result.innerHTML = html`<h2 id="comparison_title">${title}</h2>${new Html(found)}`;
  return _("The comparison is below.");
};

const form = document.querySelector(".compare-form");
if (form) {
  form.hidden = false;
  document.querySelector(".compare-without-script").remove();
  const status = form.querySelector(".compare-form__status");
  if (location.search) {
    status.textContent = _("Loading the comparison.");
    compare(form, document.querySelector(".comparison")).catch(() => (
      _("The comparison could not be loaded. Check your connection and try again, or choose one of the pages below.")
    )).then((said) => { status.textContent = said; });
  }
}
