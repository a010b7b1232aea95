// The page of results: a query in the address, real links in an ordered list, and filters that need no second search.
// The theme opens its dialog over any page whose address has "?q=": it is put away until the theme has begun.
const asked = location.search;
if (asked) history.replaceState(null, "", location.pathname);
addEventListener("load", () => {
  "use strict";
  if (asked) history.replaceState(null, "", location.pathname + asked);
  const { _, N_, ROOT } = inforce;
  const page = document.querySelector("[data-search-page]");
  const MOST = 100;
  const SAID = {
    none: N_("No results for {query}"),
    one: N_("1 result for {query}"),
    several: N_("{count} results for {query}"),
    some: N_("{shown} of {count} results for {query}"),
    corrected: N_("Showing results for {words}"),
    failed: N_("We could not load the search. Check your connection and try again."),
  };
  const FACETS = ["kind", "status", "topic", "owner"];
  const field = page.querySelector("input[name=q]");
  const heading = page.querySelector("[data-search-heading]");
  const list = page.querySelector("[data-search-hits]");
  const filters = page.querySelector("[data-search-filters]");
  const finder = inforceFinder(async (name) => {
    const answer = await fetch(new URL(`search/${name}`, ROOT), { cache: name === "index.json" ? "no-cache" : "default" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  });
  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const marked = (found, text) =>
    finder.marks(found, text).map((piece) => (piece.isWanted ? made("mark", {}, piece.text) : piece.text));

  const facts = ({ document: one, kind, topics }) => ({
    kind: [kind === "rule" ? kind : one.kind],
    status: one.status ? [one.status] : [],
    topic: topics,
    owner: one.owner ? [one.owner] : [],
  });

  const item = (found, hit) => {
    const { address, title, status } = hit.document;
    const { labels } = found.index;
    const kinds = [labels[hit.kind === "rule" ? "rule" : hit.document.kind], labels[status]].filter(Boolean);
    const name = hit.anchor ? [...marked(found, title), ", ", ...marked(found, hit.title)] : marked(found, title);
    return made(
      "li",
      {},
      made("p", { className: "hit__kind" }, kinds.join(" · ")),
      made("h2", { className: "hit__title" }, made("a", { href: new URL(address + (hit.anchor ? `#${hit.anchor}` : ""), ROOT) }, ...name)),
      made("p", {}, ...marked(found, hit.text)),
    );
  };

  let found;
  const chosen = () => {
    const boxes = [...filters.querySelectorAll("input:checked")];
    return FACETS.map((facet) => [facet, boxes.filter((box) => box.name === facet).map((box) => box.value)]).filter(([, values]) => values.length);
  };

  const show = () => {
    const wanted = chosen();
    const hits = found.hits.filter((hit) => wanted.every(([facet, values]) => facts(hit)[facet].some((value) => values.includes(value))));
    const count = wanted.length ? hits.length : found.count;
    const words = count === 0 ? SAID.none : count === 1 ? SAID.one : hits.length < count ? SAID.some : SAID.several;
    const corrected = found.corrected.length ? _(SAID.corrected, { words: found.corrected.map(([, to]) => to).join(", ") }) : "";
    heading.textContent = _(words, { count, shown: hits.length, query: field.value.trim() });
    page.querySelector("[data-search-corrected]").textContent = corrected;
    list.replaceChildren(...hits.map((hit) => item(found, hit)));
    page.querySelector("[data-search-nothing]").hidden = hits.length > 0;
  };

  const fillFilters = () => {
    for (const facet of FACETS) {
      const counts = new Map();
      for (const hit of found.hits) for (const value of facts(hit)[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
      const set = filters.querySelector(`[data-facet=${facet}]`);
      set.hidden = counts.size < 2;
      const rows = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 12);
      const named = (value) => found.index.labels[value] ?? value;
      set.querySelector("div").replaceChildren(
        ...rows.map(([value, count]) => made("label", {}, made("input", { type: "checkbox", name: facet, value }), ` ${named(value)} (${count})`)),
      );
    }
    filters.hidden = [...filters.querySelectorAll("fieldset")].every((set) => set.hidden);
  };

  const search = async () => {
    const query = field.value.trim();
    if (!query) return;
    try {
      found = await finder.find(query, { most: MOST });
      fillFilters();
      show();
    } catch {
      heading.textContent = _(SAID.failed);
    }
  };

  filters.addEventListener("change", show);
  page.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
    search();
  });
  const fromAddress = () => {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    search();
  };
  addEventListener("popstate", fromAddress);
  page.hidden = false;
  fromAddress();
});
