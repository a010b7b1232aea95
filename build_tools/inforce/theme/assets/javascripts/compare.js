/*
 * The page where any two versions of a document are compared, from what the build has made: this cuts texts out and
 * arranges them, and compares no words. It shows what the page of the changes of a version shows, letter for letter.
 */
const { N_, _ } = inforce;

const COUNTS = [
  ["meaning", N_("Changes the meaning")], ["added", N_("New")], ["removed", N_("Removed")],
  ["wording", N_("Other words")], ["typography", N_("Written otherwise")],
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

// ---- Words: runs that stay, go or come, cut out of the old text and the new one, in characters of Unicode

const MARKS = [
  (text) => html`${text}`,
  (text) => html`<del class="removed"><span class="visually-hidden">${_("Removed:")} </span>${text}</del>`,
  (text) => html`<ins class="added"><span class="visually-hidden">${_("Added:")} </span>${text}</ins>`,
];

const words = (groups, old, renewed) => {
  const cut = ({ runs }) => runs.map(([mark, start, length]) => (
    MARKS[mark]((mark === 1 ? old : renewed).slice(start, start + length).join(""))
  ));
  const item = ({ label }) => (label ? html`<span class="label">${label}</span> ` : html``);
  const shown = {
    p: ([[line]]) => html`<p>${cut(line)}</p>`,
    picture: ([[line]]) => html`<figure class="picture"><img src="../pictures/${line.picture}" alt=""><figcaption>${
      cut(line)}</figcaption></figure>`,
    list: (rows) => html`<ul class="labelled" role="list">${rows.map(([line]) => (
      html`<li class="depth-${line.depth}">${item(line)}${cut(line)}</li>`
    ))}</ul>`,
    table: (rows) => html`<table class="cells cells--marked"><tbody>${rows.map((row) => html`<tr>${row.map((cell) => (
      cell.heading ? html`<th scope="col">${cut(cell)}</th>` : html`<td>${cut(cell)}</td>`
    ))}</tr>`)}</tbody></table>`,
  };
  return groups.map(({ kind, rows }) => shown[kind](rows));
};

const side = (groups, name, number, text) => {
  const [absent, version] = [_("Not in version {number}.", { number }), _("Version {number}", { number })];
  const nothing = html`<p class="beside__nothing">${absent}</p>`;
  const label = html`<p class="beside__label">${version}</p>`;
  const shown = groups.length ? words(groups, text, text) : nothing;
  return html`<div class="beside__side beside__side--${name}">${label}${shown}</div>`;
};

const part = ({ label, folded, old, "new": renewed, inline, sides }, texts, ends) => {
  const [was, now] = [[...texts[old]], [...texts[renewed]]];
  const beside = sides.map(([left, right]) => (
    html`<div class="beside">${side(left, "old", ends[0], was)}${side(right, "new", ends[1], now)}</div>`
  ));
  const marked = html`<div class="change__words change__inline">${words(inline, was, now)}</div>`;
  const shown = html`${marked}<div class="change__sides">${beside}</div>`;
  if (folded) return html`<details class="fold"><summary>${label}</summary>${shown}</details>`;
  return label ? html`<h4>${label}</h4>${shown}` : shown;
};

// ---- Rules and texts, each in every version: a *line* has what one version has of it, and what the other

const inVersions = (lines, a, b) => lines.map((line, number) => ({
  ...line, number, was: line.wordings[a], now: line.wordings[b], from: line.places[a], to: line.places[b],
  called: line.numbers?.[a], calls: line.numbers?.[b],
})).filter(({ was, now }) => was !== null || now !== null);

// What is said of the two wordings; null where they read the same. Of very many, not every two were compared. The words
// of a rule that was split off another, or went into one, stand *beside* those of that one.
const pairOf = ({ was, now, record, beside }) => {
  if (was === now) return null;
  const pair = record.pairs[`${was ?? ""} ${now ?? ""}`];
  if (pair !== undefined && beside !== undefined) return { ...pair, parts: [record.parts[beside], ...pair.parts.slice(1)] };
  if (pair !== undefined) return pair;
  const [old, renewed] = [record.whole[was], record.whole[now]];
  const notes = [_("These two wordings have not been compared word by word. Both are shown in full.")];
  const both = { inline: [...old.gone, ...renewed.come], sides: [[old.gone, renewed.come]] };
  const parts = [{ label: "", folded: false, old: old.text, "new": renewed.text, ...both }];
  return { kind: "wording", chips: [], said: [], notes, parts };
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

const rowOfRule = ({ was, now, from, to, called, calls, moved, whole, ids, pair, record }, ends) => {
  const number = calls ?? called;
  const id = ids[now ?? was];
  const stayed = { kind: "moved", chips: [], said: [], notes: [_("The words of the rule are the same.")], parts: [] };
  const said = pair ?? stayed;
  const notes = [...said.notes];
  if (from && to && called !== calls) notes.unshift(_("It was rule {number}.", { number: called }));
  if (moved) notes.unshift(_("It is in another place."));
  if (whole) {
    notes.unshift(from ? _("Its words are now part of rule {number}.", { number: whole })
      : _("Its words were part of rule {number}.", { number: whole }));
  }
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
export const changes = async ({ versions, rules, texts, moved, parts }, a, b, read) => {
  const ends = [versions[a], versions[b]];
  const wholes = new Map(parts[`${a} ${b}`]?.map(([number, whole, beside]) => (
    [number, { whole: rules[whole]?.numbers[b], beside }]
  )));
  const known = await Promise.all(inOrder(inVersions(rules, a, b)).map(async (rule) => ({
    ...rule,
    moved: moved[`${a} ${b}`]?.includes(rule.number),
    ...wholes.get(rule.number),
    record: rule.was === rule.now ? null : await read(rule.record),
  })));
  const changed = known.map((rule) => ({ ...rule, pair: pairOf(rule) }))
    .filter(({ pair, moved: elsewhere, called, calls }) => pair || elsewhere || called !== calls);
  const rows = changed.map((rule) => rowOfRule(rule, ends));
  const around = inVersions(texts, a, b)
    .sort((one, other) => (one.to ?? Infinity) - (other.to ?? Infinity) || one.from - other.from)
    .map((text) => ({ name: text.heading, texts: text.texts, pair: pairOf({ ...text, record: text }) }))
    .filter(({ pair }) => pair)
    .map(({ name, pair, texts: words }, place) => (
      row({ id: `text_${place + 1}`, name, notes: pair.notes }, pair, words, ends)
    ));
  const legend = html`<p class="change__legend">${_("Removed words are crossed out. New words are underlined.")}</p>`;
  const [resourced, others] = [rows.filter(({ kind }) => kind === "source"), rows.filter(({ kind }) => kind !== "source")];
  const nothing = resourced.length ? html`` : html`<p>${_("No rule changed.")}</p>`;
  const folded = _("The same words, another source ({count})", { count: resourced.length });
  const one = html`<summary>${folded}</summary>`;
  const sources = resourced.length ? html`<details class="fold">${one}${list(resourced)}</details>` : html``;
  const rulesShown = html`${others.length ? html`${legend}${list(others)}` : nothing}${sources}`;
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
