/*
 * Answers the search dialog of the theme: it sends {type: 0} once and {type: 2, data: words}, and awaits {type: 1} and
 * {type: 3, data: {items}}. An item is a document with what was found in it; one of its entries has no "#".
 */
importScripts("find.js");
{
  const FOLDER = new URL("../../search/", self.location);
  const WAIT = 120; // milliseconds: each key asks
  const load = async (name) => {
    const answer = await fetch(new URL(name, FOLDER), { cache: name === "index.json" ? "no-cache" : "default" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const finder = inforceFinder(load);
  const escaped = (text) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const marked = (found, text) =>
    finder.marks(found, text).map((piece) => (piece.isWanted ? `<mark>${escaped(piece.text)}</mark>` : escaped(piece.text))).join("");

  const chips = ({ document, kind }, { labels }) =>
    [labels[kind === "rule" ? kind : document.kind], labels[document.status]].filter(Boolean)
      .map((label) => ` <span class="md-tag">${escaped(label)}</span>`).join("");

  const entry = (found, hit) => ({
    location: hit.document.address + (hit.anchor ? `#${hit.anchor}` : ""),
    title: marked(found, hit.title),
    text: marked(found, hit.text) + chips(hit, found.index), // as tags the theme would make landmarks of them
    score: hit.score ?? 1,
    terms: {},
  });

  const items = (found) => {
    const groups = new Map();
    for (const hit of found.hits) {
      const { address, title } = hit.document;
      if (!groups.has(address)) groups.set(address, { whole: { location: address, title: escaped(title), text: "", score: 0, terms: {} }, found: [] });
      const group = groups.get(address);
      if (hit.anchor) group.found.push(entry(found, hit));
      else group.whole = entry(found, hit);
    }
    return [...groups.values()].map((group) => [group.whole, ...group.found].sort((one, other) => other.score - one.score));
  };

  let latest = 0;
  const answer = async (query) => {
    const mine = ++latest;
    await new Promise((done) => setTimeout(done, WAIT));
    if (mine !== latest) return;
    let found = [];
    try {
      if (query.trim()) found = items(await finder.find(query, { isUnfinished: true }));
    } catch (error) {
      console.warn(error);
    }
    if (mine === latest) postMessage({ type: 3, data: { items: found } });
  };

  addEventListener("message", ({ data }) => {
    if (data.type === 0) postMessage({ type: 1 });
    else if (data.type === 2) answer(data.data);
  });
}
