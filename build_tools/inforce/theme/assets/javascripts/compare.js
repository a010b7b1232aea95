/*
 * The page where any two versions of a document are compared, from what the build has made: this chooses and arranges,
 * and compares no words. It shows what the page of the changes of a version shows, letter for letter.
 */
const { format } = inforce;
const SAID = inforceWords.compare;
const KINDS = ["meaning", "added", "removed", "wording", "typography", "source", "moved"];

// HTML, in which every value is escaped but lists and what is HTML already.
class Html extends String {}
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (value) => String(value).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const html = (parts, ...values) => new Html(String.raw({ raw: parts }, ...values.map((value) => (
  Array.isArray(value) ? value.join("") : value instanceof Html ? value : escaped(value)
))));

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
  if (pair !== undefined && beside !== undefined) return { ...pair, said: [], shown: [record.beside[beside], ...pair.shown.slice(1)] };
  if (pair !== undefined) return pair;
  const [old, renewed] = [record.whole[was], record.whole[now]];
  const shown = [`<div class="change__words">${old.gone}${renewed.come}</div>`];
  return { kind: "wording", chips: [], said: [], notes: [SAID.notCompared], shown };
};

const row = ({ id, name, href, notes }, { kind, chips, said, shown }, ends) => {
  const heading = href ? html`<a href="${href}">${name}</a>` : html`${name}`;
  const labels = chips.map((chip) => html` <span class="class-chip class-chip--${chip.kind}">${chip.label}</span>`);
  const sentences = said.map((sentence) => html`<p class="change__said">${sentence}</p>`);
  const told = notes.map((note) => html`<p class="change__note">${note}</p>`);
  const words = new Html(shown.join("").replaceAll("<old>", ends[0]).replaceAll("<new>", ends[1]));
  const whole = html`<h3>${heading}${labels}</h3>${sentences}${told}${words}`;
  return { kind, id, name, item: html`<li class="change change--${kind}" id="${id}">${whole}</li>` };
};

const rowOfRule = ({ was, now, from, to, called, calls, moved, whole, ids, pair }, ends) => {
  const number = calls ?? called;
  const id = ids[now ?? was];
  const said = pair ?? { kind: "moved", chips: [], said: [], notes: [SAID.sameWords], shown: [] };
  const notes = [...said.notes];
  if (from && to && called !== calls) notes.unshift(format(SAID.wasNumber, { number: called }));
  if (moved) notes.unshift(SAID.elsewhere);
  if (whole) notes.unshift(format(from ? SAID.wentInto : SAID.cameFrom, { number: whole }));
  const named = format(from ? (to ? SAID.rule : SAID.formerRule) : SAID.newRule, { number });
  return row({ id, name: named, href: `../${ends[to ? 1 : 0]}/#${id}`, notes }, said, ends);
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

const counts = (rows, same) => KINDS.flatMap((kind) => {
  const links = rows.filter((one) => one.kind === kind).map(({ id, name }) => html`<a href="#${id}">${name}</a>`);
  const rules = html` <span class="counts__rules">${[links.join(" ")]}</span>`;
  return links.length ? [count(kind, links.length, SAID[kind], rules)] : [];
}).concat(same ? [count("same", same, SAID.same, html``)] : []);

const list = (rows) => html`<ol class="changes">${rows.map(({ item }) => item)}</ol>`;

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
    .map((text) => ({ name: text.heading, pair: pairOf({ ...text, record: text }) }))
    .filter(({ pair }) => pair)
    .map(({ name, pair }, place) => row({ id: `text_${place + 1}`, name, notes: pair.notes }, pair, ends));
  const legend = html`<p class="change__legend">${SAID.legend}</p>`;
  const [resourced, others] = [rows.filter(({ kind }) => kind === "source"), rows.filter(({ kind }) => kind !== "source")];
  const nothing = resourced.length ? html`` : html`<p>${SAID.noChange}</p>`;
  const folded = format(SAID.otherSource, { count: resourced.length });
  const one = html`<summary>${folded}</summary>`;
  const sources = resourced.length ? html`<details class="fold">${one}${list(resourced)}</details>` : html``;
  const rulesShown = html`${others.length ? html`${legend}${list(others)}` : nothing}${sources}`;
  const other = around.length ? html`<h2 id="other_texts">${SAID.otherChanges}</h2>${list(around)}` : html``;
  const heading = html`<h2 id="rules_that_changed">${SAID.changes}</h2>`;
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
  if (a < 0) return SAID.noVersion;
  [form.elements.old.value, form.elements.new.value] = [index.versions[a], index.versions[b]];
  if (a === b) return SAID.sameVersion;
  const folder = form.dataset.index.replace(/\.json$/, "/");
  const found = await changes(index, a, b, (name) => read(`${folder}${name}.json`));
  const title = format(SAID.title, { older: index.versions[a], newer: index.versions[b] });
  result.innerHTML = html`<h2 id="comparison_title">${title}</h2>${new Html(found)}`;
  return SAID.shown;
};

const form = document.querySelector(".compare-form");
if (form) {
  document.querySelector(".compare-without-script").remove();
  const status = form.querySelector(".compare-form__status");
  if (location.search) {
    status.textContent = SAID.loading;
    compare(form, document.querySelector(".comparison")).catch(() => SAID.failed)
      .then((said) => { status.textContent = said; });
  }
}
