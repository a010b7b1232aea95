/*
 * The search: what it finds stands under the field at the head of a page, and on a page of its own with filters, as links
 * in a list. Answers come while a reader types; a press of Enter leads to the page, whose address has the query.
 */
(() => {
  "use strict";

  const { format, ROOT, made } = inforce;
  const MOST = { inHead: 8, onPage: 100, marked: 5 };
  const WAIT = 120; // milliseconds: each key asks
  const FACETS = ["kind", "status", "topic", "owner"];
  const SAID = inforceWords["search"];

  const finder = inforceFinder(async (name) => {
    const cache = name === "index.json" ? "no-cache" : "default";
    const answer = await fetch(new URL(`search/${name}`, ROOT), { cache });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  });

  const marked = (found, text) =>
    finder.marks(found, text).map((piece) => (piece.isWanted ? made("mark", {}, piece.text) : piece.text));

  // By this at the end of a link, browsers mark the wanted words on the page that it leads to. The words before each say
  // which of its places is meant; without them a word might be marked, and shown, somewhere else on the page.
  const markedThere = (found, text) => {
    if (!("fragmentDirective" in document)) return ""; // such a browser would look for an element of that name
    const pieces = finder.marks(found, text);
    const written = (words) => encodeURIComponent(words).replaceAll("-", "%2D");
    const before = (place) => pieces.slice(Math.max(0, place - 6), place).map((piece) => piece.text).join("").trim();
    const places = [...pieces.keys()].filter((place) => pieces[place].isWanted && before(place)).slice(0, MOST.marked);
    const directives = places.map((place) => `text=${written(before(place))}-,${written(pieces[place].text)}`);
    return directives.length ? `:~:${directives.join("&")}` : "";
  };

  // What was found, as an item of the list: its kind and status, a link to the place, and its words.
  const item = (heading) => (found, hit) => {
    const { address, title, status, kind } = hit.document;
    const { labels } = found.index;
    const kinds = [labels[hit.kind === "rule" ? "rule" : kind], labels[status]].filter(Boolean).join(" · ");
    const name = [...marked(found, title), ...(hit.anchor ? [", ", ...marked(found, hit.title)] : [])];
    const place = hit.anchor ? `#${hit.anchor}${markedThere(found, hit.text)}` : "";
    const link = made("a", { href: new URL(address + place, ROOT) }, ...name);
    if (location.protocol === "file:") link.pathname = link.pathname.replace(/\/$/, "/index.html");
    return made("li", {}, made("p", { className: "hit__kind" }, kinds), made(heading, { className: "hit__title" }, link),
      made("p", { className: "hit__words" }, ...marked(found, hit.text)));
  };

  const counted = (query, count, shown) => {
    const words = count === 0 ? SAID.none : count === 1 ? SAID.one : shown < count ? SAID.some : SAID.several;
    return format(words, { count, shown, query });
  };

  // Asks for what stands in a field and shows what came of the latest question; undefined where nothing could be asked.
  const asks = (field, most, show) => {
    let latest = 0;
    return async (isUnfinished) => {
      const mine = (latest += 1);
      if (isUnfinished) await new Promise((done) => { setTimeout(done, WAIT); });
      const query = field.value.trim();
      if (mine !== latest) return;
      const found = query ? await finder.find(query, { most, isUnfinished }).catch(() => undefined) : null;
      if (mine === latest) show(query, found);
    };
  };

  // ---- Under the field at the head of a page

  const inHead = (form) => {
    const [field, panel, status, list] = [".site-search__field", ".site-search__found", ".site-search__count", "ol"]
      .map((name) => form.querySelector(name));
    const ask = asks(field, MOST.inHead, (query, found) => {
      const hits = found?.hits ?? [];
      panel.hidden = !query;
      status.textContent = query && (found ? counted(query, found.count, hits.length) : SAID.failed);
      list.replaceChildren(...hits.map((hit) => item("p")(found, hit)));
    });
    form.addEventListener("input", () => ask(true));
    form.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        const places = [field, ...list.querySelectorAll("a")];
        places[places.indexOf(document.activeElement) + step]?.focus();
      } else if (event.key === "Escape") {
        panel.hidden = true;
        field.focus();
      } else return;
      event.preventDefault();
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!form.contains(relatedTarget)) panel.hidden = true;
    });
    if (field.value) ask(true); // typed before this came
  };

  // ---- On the page of results

  const onPage = (page) => {
    const [field, form, heading, corrected, list, nothing, filters, fold] = [
      "input[name=q]", ".search-form", "[data-search-heading]", "[data-search-corrected]", "[data-search-hits]",
      "[data-search-nothing]", "[data-search-filters]", "[data-search-fold]",
    ].map((name) => page.querySelector(name));
    let [query, found] = ["", null];

    const facts = ({ document: one, kind, topics }) => ({
      kind: [kind === "rule" ? kind : one.kind],
      status: [one.status].filter(Boolean),
      topic: topics,
      owner: [one.owner].filter(Boolean),
    });

    const show = () => {
      const boxes = [...filters.querySelectorAll("input:checked")];
      const wanted = FACETS.map((facet) => [facet, boxes.filter(({ name }) => name === facet).map(({ value }) => value)])
        .filter(([, values]) => values.length);
      const hits = found.hits.filter((hit) =>
        wanted.every(([facet, values]) => facts(hit)[facet].some((value) => values.includes(value))));
      heading.textContent = counted(query, wanted.length ? hits.length : found.count, hits.length);
      const meant = found.corrected.map(([, to]) => to).join(", ");
      corrected.textContent = meant && format(SAID.corrected, { words: meant });
      list.replaceChildren(...hits.map((hit) => item("h2")(found, hit)));
      nothing.hidden = hits.length > 0;
    };

    const fillFilters = () => {
      for (const facet of FACETS) {
        const counts = new Map();
        for (const value of found.hits.flatMap((hit) => facts(hit)[facet])) counts.set(value, (counts.get(value) ?? 0) + 1);
        const set = filters.querySelector(`[data-facet=${facet}]`);
        const rows = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 12);
        set.hidden = counts.size < 2;
        set.querySelector("div").replaceChildren(...rows.map(([value, count]) => made("label", {},
          made("input", { type: "checkbox", name: facet, value }), ` ${found.index.labels[value] ?? value} (${count})`)));
      }
      fold.hidden = [...filters.querySelectorAll("fieldset")].every((set) => set.hidden);
    };

    const ask = asks(field, MOST.onPage, (asked, came) => {
      [query, found] = [asked, came];
      if (found) {
        fillFilters();
        show();
        return;
      }
      heading.textContent = query && SAID.failed;
      corrected.textContent = "";
      list.replaceChildren();
      fold.hidden = true;
    });

    const fromAddress = () => {
      field.value = new URLSearchParams(location.search).get("q") ?? "";
      ask(false);
    };

    document.querySelector(".site-search")?.remove(); // one search on a page is enough
    fold.open = matchMedia("(min-width: 60em)").matches;
    filters.addEventListener("change", show);
    form.addEventListener("input", () => ask(true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.pushState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
      ask(false);
    });
    addEventListener("popstate", fromAddress);
    fromAddress();
    if (!field.value) field.focus();
  };

  const page = document.querySelector("[data-search-page]");
  if (page) onPage(page);
  else inHead(document.querySelector(".site-search"));
})();
