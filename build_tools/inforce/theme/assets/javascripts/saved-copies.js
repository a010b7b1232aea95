/*
 * Copies of pages on the reader's device, each with the moment at which it was fetched and the day of which the site
 * was then. Pages and the service worker use the same copies through this file. Answers on whether a copy is current
 * are never kept: they would be read as new. A page that the reader visited is kept with the latest others; pages that
 * were saved on request stay.
 *
 * Whoever writes opens the cache once, when it begins: what it writes after all was removed is removed with it.
 */
const savedCopies = (root) => {
  "use strict";

  const SITE = `inforce ${root}`; // sites that share a host share its caches, locks and channels
  const NAME = `${SITE} copies 1`;
  const NOTE = new URL("saved-copies.json", root).href; // the made-up address of what is known of the copies
  const LIST = "offline.json";
  const FETCHED = "Inforce-Fetched";
  const STOOD = "Inforce-As-At"; // the day of the site
  const DIGEST = "Inforce-Digest"; // as which the list names what was saved; what came otherwise has none
  const VISITED_PAGES = 200;
  const AT_A_TIME = 4;
  const PATIENCE = 3000;
  const LIST_HOLDS_FOR = 4 * 24 * 60 * 60 * 1000; // three days after the day that it is of
  const NOT_KEPT = ["api/", "check/", "edit/"];
  const HAS_DIGEST = /[./][0-9a-f]{16}\.\w+$/; // such a name never stands for anything else

  const { site } = inforce;

  const open = () => caches.open(NAME);

  // A page is the same whatever stands behind "?" or "#", and so is its copy.
  const plain = (address) => {
    const url = new URL(address, root);
    return `${url.origin}${url.pathname.replace(/\/index\.html$/, "/")}`;
  };

  const pathOf = (address) => plain(address).slice(String(root).length);

  const mayKeep = (address) =>
    plain(address).startsWith(String(root)) && !NOT_KEPT.some((start) => pathOf(address).startsWith(start));

  // A page without this script could not say that it is a copy.
  const OUR_SCRIPT = "assets/javascripts/site.";

  const isPage = (response) => (response.headers.get("Content-Type") ?? "").startsWith("text/html");

  // Whether an answer is what stands at this address of the site, and whole. Something else may answer in its place, and
  // seem to do well: a page to log in, or one that asks to come back later.
  const isOfSite = async (address, response) => {
    const isForPage = /(?:^|\/|\.html)$/.test(pathOf(address));
    if (response.redirected || isPage(response) !== isForPage) return false;
    if (!isForPage) return true;
    const html = await response.clone().text();
    return html.includes(OUR_SCRIPT) && html.includes("</html>");
  };

  // ---- What is known of the copies

  // The topics that were chosen are kept up to date; those of a save that has begun and not ended wait for the reader.
  // *readAt* is when all of it was last found to be up to date.
  const EMPTY = { asAt: "", readAt: "", chosen: [], begun: [], pages: {}, withdrawn: [] };

  const noteIn = async (cache) => {
    const found = await cache.match(NOTE);
    return { ...structuredClone(EMPTY), ...await found?.json().catch(() => undefined) };
  };

  const readNote = async () => noteIn(await open());

  const writeNote = (cache, note) => cache.put(NOTE, new Response(JSON.stringify(note)));

  // ---- One copy

  const keep = async (cache, address, response, { stood = "", digest = "" } = {}) => {
    const headers = new Headers(response.headers);
    for (const name of ["Content-Encoding", "Vary"]) headers.delete(name); // as it is now, and for whatever request
    headers.set(FETCHED, new Date().toISOString());
    headers.set(STOOD, stood);
    headers.set(DIGEST, digest);
    await cache.put(plain(address), new Response(await response.blob(), { headers }));
  };

  const forget = async (address) => (await open()).delete(plain(address));

  // The copy as it is shown: a page says of itself when it was fetched, or last found to be the same, and then of
  // which day the site was.
  const copyOf = async (address) => {
    const found = await (await open()).match(plain(address));
    if (!found || !isPage(found)) return found;
    const { digest, at, asAt: listed } = (await readNote()).pages[pathOf(address)] ?? {};
    const isListed = Boolean(digest) && digest === found.headers.get(DIGEST);
    const fetched = [found.headers.get(FETCHED), isListed ? at : ""].sort()[1];
    const stood = isListed ? listed : found.headers.get(STOOD) ?? "";
    const html = (await found.text()).replace("<html ", `<html data-fetched="${fetched}" data-stood="${stood}" `);
    return new Response(html, { headers: found.headers });
  };

  // Every kept page below a folder of the site, by its title.
  const keptPages = async (folder) => {
    const cache = await open();
    const paths = (await pathsIn(cache)).filter((path) => path.startsWith(folder) && path.endsWith("/"));
    const found = await Promise.all(paths.map(async (path) => {
      const html = await (await cache.match(plain(path)))?.text() ?? "";
      const [head] = html.split("</title>", 1);
      return { path, title: new DOMParser().parseFromString(head, "text/html").title };
    }));
    return found.sort((one, other) => one.title.localeCompare(other.title));
  };

  const pathsIn = async (cache) => (await cache.keys()).map((request) => pathOf(request.url));

  const keptPaths = async () => pathsIn(await open());

  // Keep the latest visited pages only; what was saved on request is not counted. What was visited may have come out
  // of some cache: it is not known to be what is listed, and has no digest.
  const keepVisited = async (address, response, dayOfSite = site.ofSite()) => {
    if (!mayKeep(address)) return;
    const cache = await open();
    if (!await isOfSite(address, response)) return;
    const stood = await Promise.resolve(dayOfSite).then((day) => site.dayOf(response, day)).catch(() => "");
    const html = await response.clone().text();
    await keep(cache, address, response, { stood });
    await keepPictures(cache, address, html);
    const { pages } = await noteIn(cache);
    const visited = (await pathsIn(cache)).filter((path) => path.endsWith("/") && !(path in pages));
    for (const path of visited.slice(0, -VISITED_PAGES)) await cache.delete(plain(path));
  };

  // What a page shows is of it. A picture never stands for another one, so that one that is here is not fetched anew.
  const keepPictures = async (cache, address, html) => {
    for (const [, source] of html.matchAll(/<img src="([^"]*\/pictures\/[^"]+)"/g)) {
      const from = new URL(source, plain(address));
      if (await cache.match(plain(from))) continue;
      const picture = await fetch(from, { cache: "force-cache" }).catch(() => undefined);
      if (picture?.ok && await isOfSite(from, picture)) await keep(cache, from, picture);
    }
  };

  // ---- The list of all that may be saved

  // The list, with the day of the site for which it holds.
  const readList = async (signal) => {
    const day = await site.ofSite(signal);
    const answer = await site.ask(LIST, signal);
    return { ...await answer.json(), day, asAt: site.dayOf(answer, day) };
  };

  // The paths of what belongs to these topics, the shared ones first.
  const pathsOf = (list, topics) => {
    const chosen = list.topics.filter((topic) => topics.includes(topic.name)).flatMap((topic) => topic.pages);
    return [...new Set([...list.shared, ...(topics.length ? list.always : []), ...chosen])];
  };

  const sizeOf = (list, topics) => pathsOf(list, topics).reduce((sum, path) => sum + list.files[path][1], 0);

  // The digest as which a file is listed; "" where it is another one, which came out of some cache on its way here.
  const digestOf = async (list, path, response) => {
    const [digest] = list.files[path];
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
    const found = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return found.startsWith(digest) ? digest : "";
  };

  // Fetch what of these topics is not here as it is listed. What came is noted, also where not all of it did.
  const fetchMissing = async (cache, list, note, topics, { signal, progress = () => {} }) => {
    const at = new Date().toISOString();
    const wanted = pathsOf(list, topics);
    const waiting = [...wanted];
    let done = 0;
    for (const path of wanted) note.pages[path] ??= {}; // from now on, none of it counts as a visited page
    await writeNote(cache, note);
    const fetchOne = async (path) => {
      let digest = (await cache.match(plain(path)))?.headers.get(DIGEST);
      if (digest !== list.files[path][0]) {
        const mode = HAS_DIGEST.test(path) ? "force-cache" : "no-cache"; // what a page has fetched is not fetched twice
        const response = await fetch(new URL(path, root), { cache: mode, signal });
        if (!response.ok) throw new Error(`${response.status}`);
        if (!await isOfSite(path, response)) throw new DOMException(path, "DataError");
        digest = await digestOf(list, path, response.clone());
        await keep(cache, path, response, { stood: site.dayOf(response, list.day), digest });
      }
      note.pages[path] = { digest, at, asAt: list.asAt };
      done += 1;
      progress(done, wanted.length);
    };
    const fetchNext = async () => {
      while (waiting.length) {
        signal.throwIfAborted();
        await fetchOne(waiting.shift());
      }
    };
    progress(done, wanted.length);
    const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, fetchNext));
    const failed = ends.find((end) => end.status === "rejected");
    await writeNote(cache, { ...note, asAt: list.asAt });
    if (failed) throw failed.reason;
    Object.assign(note, { asAt: list.asAt, readAt: at });
  };

  // All of what was chosen is here: drop what nobody asks for any more.
  const finish = async (cache, list, note) => {
    const wanted = new Set(pathsOf(list, [...note.chosen, ...note.begun]));
    for (const path of Object.keys(note.pages).filter((one) => !wanted.has(one))) {
      delete note.pages[path];
      await cache.delete(plain(path));
    }
    await writeNote(cache, note);
  };

  // Save these topics as the reader's choice. What was chosen before stays so until all of them is here: a save that
  // is stopped or fails is gone on with when the reader says so, and not before.
  const save = async ({ topics, ...given }) => {
    const cache = await open();
    const list = await readList(given.signal);
    const note = await noteIn(cache);
    note.begun = topics;
    await fetchMissing(cache, list, note, topics, given);
    await finish(cache, list, { ...note, chosen: topics, begun: [] });
  };

  // Fetch what every page needs, and what was chosen; answer with the day of the site.
  const prepare = async ({ signal }) => {
    const cache = await open();
    const list = await readList(signal);
    const note = await noteIn(cache);
    await fetchMissing(cache, list, note, note.chosen, { signal });
    await finish(cache, list, note);
    return list.day;
  };

  // ---- What changed since

  const purgeWithdrawn = async (cache, list, note, signal) => {
    for (const id of list.withdrawn.filter((one) => !note.withdrawn.includes(one))) {
      const folder = `guidance/${id}/`;
      const copies = (await pathsIn(cache)).filter((path) => path.startsWith(folder));
      for (const path of copies) {
        await cache.delete(plain(path));
        delete note.pages[path];
      }
      if (!copies.length) continue;
      const says = await fetch(new URL(folder, root), { cache: "no-cache", signal });
      // in place of its words: that it was withdrawn, and what to use
      if (!says.ok || !await isOfSite(folder, says)) continue;
      await keep(cache, folder, says, { stood: site.dayOf(says, list.day) });
    }
    note.withdrawn = list.withdrawn;
  };

  // Bring the copies up to date with the site, where it is newer than when they were last.
  const refresh = async ({ signal }) => {
    const cache = await open();
    const list = await readList(signal);
    const note = await noteIn(cache);
    const age = Date.now() - Date.parse(list.asAt);
    if (!(age < LIST_HOLDS_FOR) || list.asAt < note.asAt) return;
    await purgeWithdrawn(cache, list, note, signal);
    await fetchMissing(cache, list, note, note.chosen, { signal });
    await finish(cache, list, note);
  };

  // ---- One after another, whichever tab or worker asks

  // Each begins from the note that the one before has written. What the channel of the site tells, that all copies
  // are removed or that it keeps none any more, is the name of the error by which whatever runs or waits ends.
  const alone = (work) => async ({ signal, ...given } = {}) => {
    signal?.throwIfAborted();
    const stop = new AbortController();
    const end = (name) => stop.abort(new DOMException(name, name));
    const channel = new BroadcastChannel(SITE);
    channel.onmessage = ({ data }) => end(data);
    signal?.addEventListener("abort", () => stop.abort(signal.reason));
    const options = { signal: stop.signal };
    try {
      return await navigator.locks.request(SITE, options, () => work({ ...given, ...options }));
    } catch (error) {
      if (error.name === "AbortError" && !stop.signal.aborted) end("Removed"); // its turn was taken away
      throw stop.signal.reason ?? error;
    } finally {
      channel.close();
    }
  };

  const isBusy = async () => (await navigator.locks.query()).held.some(({ name }) => name === SITE);

  // Nothing comes back: whatever runs or waits is stopped, and its end awaited, though not for long. A tab may be
  // asleep; the cache that it has open is removed with all that it will write.
  const removeAll = async () => {
    const remove = () => caches.delete(NAME);
    const channel = new BroadcastChannel(SITE);
    const removed = navigator.locks.request(SITE, { signal: AbortSignal.timeout(PATIENCE) }, remove);
    channel.postMessage("Removed");
    await removed.catch(() => navigator.locks.request(SITE, { steal: true }, remove));
    channel.close();
  };

  return {
    HAS_DIGEST, SITE, copyOf, forget, isBusy, keepVisited, keptPages, keptPaths, mayKeep, readList, readNote, removeAll,
    sizeOf,
    prepare: alone(prepare),
    save: alone(save),
    refresh: alone(refresh),
  };
};
