/*
 * The page where any two versions of a document are compared: reads the records of both and shows what changed. A
 * comparison that has a page of its own is shown there.
 */
import { compare, paragraphs } from "./changes.js";
import { changesAsHtml, escape } from "./rows.js";
import { say, sayHtml } from "./say.js";
import { load } from "./tables.js";

const form = document.querySelector(".compare-form");
const status = form.querySelector(".compare-form__status");
const result = document.querySelector(".comparison");
const { older, newer } = form.elements;

const read = async (address) => {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const tablesRead = read(new URL("tables.json", import.meta.url)).then(load);
tablesRead.catch(() => {}); // said where a comparison is asked for

const record = (version) => read(new URL(`${form.dataset.records}${version}.json`, location.href));
const listOfVersions = () => read(new URL(form.dataset.document, location.href));

const parts = (version) => version.split(".").map(Number);

const inOrder = (one, other) => {
  const differs = parts(one).findIndex((part, place) => part !== parts(other)[place]);
  return differs < 0 ? 0 : parts(one)[differs] - parts(other)[differs];
};

const has = (version) => Array.from(older.options).some((option) => option.value === version);

const pageOf = (one, other) =>
  Array.from(document.querySelectorAll("[data-ready]")).find((link) => link.dataset.ready === `${one}..${other}`)?.href;

// ---- What is shown

const note = (version) => {
  const [first = "", ...rest] = paragraphs(version.change.note);
  const said = rest.map((paragraph) => `<p>${escape(paragraph)}</p>`).join("");
  const number = `<strong>${escape(say("version", { version: version.version }))}</strong>`;
  return `<p>${sayHtml(escape, "note", { version: number, note: escape(first) })}</p>${said}`;
};

const comparison = async (one, other) => {
  const [old, renewed, all] = await Promise.all([record(one), record(other), listOfVersions(), tablesRead]);
  const between = all.versions
    .filter(({ version }) => inOrder(one, version) < 0 && inOrder(version, other) <= 0)
    .sort((first, second) => inOrder(first.version, second.version));
  return `<h2 id="comparison_title">${escape(say("what changed", { older: one, newer: other }))}</h2>` +
    between.map(note).join("") +
    changesAsHtml(compare(old, renewed));
};

let asked = 0;

const show = async (one, other) => {
  asked += 1;
  const mine = asked;
  result.replaceChildren();
  status.textContent = form.dataset.reading;
  let html = "";
  let said = form.dataset.done;
  try {
    html = await comparison(one, other);
  } catch {
    said = form.dataset.failed;
  }
  if (mine !== asked) return; // another pair was chosen meanwhile
  result.innerHTML = html;
  status.textContent = said;
};

// ---- What is asked for

const compareChosen = () => {
  const [one, other] = [older.value, newer.value].sort(inOrder);
  if (one === other) {
    result.replaceChildren();
    status.textContent = form.dataset.same;
    return;
  }
  [older.value, newer.value] = [one, other];
  const page = pageOf(one, other);
  if (page) location.replace(page);
  else show(one, other);
};

const compareAsked = () => {
  const query = new URLSearchParams(location.search);
  const [one, other] = [query.get("old"), query.get("new")];
  if (one === null && other === null) return;
  if (!has(one) || !has(other)) {
    status.textContent = form.dataset.unknown;
    return;
  }
  [older.value, newer.value] = [one, other];
  compareChosen();
};

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?${new URLSearchParams({ old: older.value, new: newer.value })}`);
  compareChosen();
});
addEventListener("popstate", compareAsked);
compareAsked();
