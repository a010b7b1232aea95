/*
 * Copies of pages on the reader's device, each with the moment at which it was fetched. Pages and the service worker
 * use the same copies through this file. Answers on whether a copy is current are never kept: they would be read as
 * new. A page that the reader visited is kept with the latest others; pages that were saved on request stay.
 */
const savedCopies = (root) => {
  "use strict";

  const NAME = `inforce ${root} copies 1`; // sites that share a host share its caches
  const NOTE = new URL("saved-copies.json", root).href; // the made-up address of what is known of the copies
  const LIST = new URL("offline.json", root).href;
  const FETCHED = "Inforce-Fetched";
  const TITLE = "Inforce-Title";
  const DIGEST = "Inforce-Digest"; // as which the list names what was saved; what came otherwise has none
  const VISITED_PAGES = 200;
  const AT_A_TIME = 4;
  const LIST_HOLDS_FOR = 4 * 24 * 60 * 60 * 1000; // three days after the day that it is of
  const NOT_KEPT = ["api/", "check/"];

  const open = () => caches.open(NAME);

  // A page is the same whatever stands behind "?" or "#", and so is its copy.
  const plain = (address) => {
    const url = new URL(address, root);
    return `${url.origin}${url.pathname.replace(/\/index\.html$/, "/")}`;
  };

  const pathOf = (address) => plain(address).slice(String(root).length);

  const mayKeep = (address) =>
    plain(address).startsWith(String(root)) && !NOT_KEPT.some((start) => pathOf(address).startsWith(start));

  const isPage = (response) => (response.headers.get("Content-Type") ?? "").startsWith("text/html");

  // ---- What is known of the copies

  const EMPTY = { asAt: "", readAt: "", chosen: [], pages: {}, withdrawn: [] };

  const readNote = async () => {
    const found = await (await open()).match(NOTE);
    return found ? found.json().catch(() => structuredClone(EMPTY)) : structuredClone(EMPTY);
  };

  const writeNote = async (note) => (await open()).put(NOTE, new Response(JSON.stringify(note)));

  // ---- One copy

  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'", "#x27": "'" };

  const titleOf = (html) => {
    const [, title] = html.match(/<title>([^<]*)<\/title>/) ?? [, ""];
    return title.replace(/&(#?\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
  };

  const keep = async (address, response, digest = "") => {
    const headers = new Headers(response.headers);
    headers.delete("Content-Encoding");
    headers.set(FETCHED, new Date().toISOString());
    headers.set(DIGEST, digest);
    const body = await response.blob();
    if (isPage(response)) headers.set(TITLE, encodeURIComponent(titleOf(await body.text())));
    await (await open()).put(plain(address), new Response(body, { headers }));
  };

  const forget = async (address) => (await open()).delete(plain(address));

  // The copy as it is shown: a page says of itself when it was fetched, or last found to be the same, and then of
  // which day the site was.
  const copyOf = async (address) => {
    const found = await (await open()).match(plain(address));
    if (!found || !isPage(found)) return found;
    const { digest, at, asAt } = (await readNote()).pages[pathOf(address)] ?? {};
    const isListed = Boolean(digest) && digest === found.headers.get(DIGEST);
    const fetched = [found.headers.get(FETCHED), isListed ? at : ""].sort()[1];
    const stood = isListed ? asAt : "";
    const html = (await found.text()).replace("<html ", `<html data-fetched="${fetched}" data-stood="${stood}" `);
    return new Response(html, { headers: found.headers });
  };

  // Every kept page below a folder of the site, by its title.
  const keptPages = async (folder) => {
    const cache = await open();
    const found = [];
    for (const request of await cache.keys()) {
      const path = pathOf(request.url);
      if (!path.startsWith(folder) || !path.endsWith("/")) continue;
      const copy = await cache.match(request);
      found.push({ path, title: decodeURIComponent(copy.headers.get(TITLE) ?? path) });
    }
    return found.sort((one, other) => one.title.localeCompare(other.title));
  };

  const keptPaths = async () => (await (await open()).keys()).map((request) => pathOf(request.url));

  // Keep the latest visited pages only; what was saved on request is not counted. What was visited may have come out
  // of some cache: it is not known to be what is listed, and has no digest.
  const keepVisited = async (address, response) => {
    if (!mayKeep(address) || !isPage(response)) return;
    await keep(address, response);
    const { pages } = await readNote();
    const visited = (await keptPaths()).filter((path) => path.endsWith("/") && !(path in pages));
    for (const path of visited.slice(0, -VISITED_PAGES)) await forget(path);
  };

  // ---- The list of all that may be saved

  const readList = async () => {
    const answer = await fetch(`${LIST}?asked=${Date.now()}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };

  // The paths of what belongs to these topics, the shared ones first.
  const pathsOf = (list, topics) => {
    const chosen = list.topics.filter((topic) => topics.includes(topic.name)).flatMap((topic) => topic.pages);
    return [...new Set([...list.shared, ...(topics.length ? list.always : []), ...chosen])];
  };

  const sizeOf = (list, topics) => pathsOf(list, topics).reduce((sum, path) => sum + list.files[path][1], 0);

  // A page that is older than the list came out of some cache between here and the site: it is not what is listed.
  const digestOf = async (list, path, response) => {
    const [, known] = isPage(response) ? (await response.text()).match(/ data-known="([^"]*)"/) ?? [] : [];
    return known && known < list.as_at ? "" : list.files[path][0];
  };

  // Fetch what of these topics is not here as it is listed, and note that all of it was found to be so now.
  const save = async (list, topics, { signal, progress = () => {} } = {}) => {
    const note = await readNote();
    const at = new Date().toISOString();
    const cache = await open();
    const wanted = pathsOf(list, topics);
    const waiting = [...wanted];
    let done = 0;
    const fetchOne = async (path) => {
      let digest = (await cache.match(plain(path)))?.headers.get(DIGEST);
      if (digest !== list.files[path][0]) {
        const response = await fetch(new URL(path, root), { cache: "no-cache", signal });
        if (!response.ok) throw new Error(`${response.status}`);
        digest = await digestOf(list, path, response.clone());
        await keep(path, response, digest);
      }
      note.pages[path] = { digest, at, asAt: list.as_at };
      done += 1;
      progress(done, wanted.length);
    };
    const fetchNext = async () => {
      while (waiting.length) {
        signal?.throwIfAborted();
        await fetchOne(waiting.shift());
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, fetchNext));
    const failed = ends.find((end) => end.status === "rejected");
    for (const path of failed ? [] : Object.keys(note.pages)) {
      if (wanted.includes(path)) continue;
      delete note.pages[path];
      await forget(path);
    }
    await writeNote({ ...note, chosen: topics, asAt: list.as_at, readAt: failed ? note.readAt : at });
    if (failed) throw failed.reason;
  };

  // ---- What changed since

  const purgeWithdrawn = async (list, note) => {
    for (const id of list.withdrawn.filter((one) => !note.withdrawn.includes(one))) {
      const folder = `guidance/${id}/`;
      const copies = (await keptPaths()).filter((path) => path.startsWith(folder));
      for (const path of copies) {
        await forget(path);
        delete note.pages[path];
      }
      if (!copies.length) continue;
      const says = await fetch(new URL(folder, root), { cache: "no-cache" });
      if (says.ok) await keep(folder, says); // in place of its words: that it was withdrawn, and what to use instead
    }
    note.withdrawn = list.withdrawn;
  };

  // Bring the copies up to date with the site, where it is newer than when they were last.
  const refresh = async () => {
    const list = await readList();
    const note = await readNote();
    const age = Date.now() - Date.parse(list.as_at);
    if (!(age < LIST_HOLDS_FOR) || list.as_at < note.asAt) return;
    await purgeWithdrawn(list, note);
    await writeNote({ ...note, asAt: list.as_at });
    await save(list, note.chosen);
  };

  // One after another, whichever tab or worker asks: each begins from the note that the one before has written.
  const alone = (work) => (...given) => navigator.locks.request(NAME, () => work(...given));

  // When they were last, as a moment; "" for never.
  const refreshedAt = async () => (await readNote()).readAt;

  const removeAll = () => caches.delete(NAME);

  return {
    copyOf, forget, keepVisited, keptPages, keptPaths, mayKeep, readList, readNote, refreshedAt, removeAll, sizeOf,
    save: alone(save),
    refresh: alone(refresh),
  };
};
