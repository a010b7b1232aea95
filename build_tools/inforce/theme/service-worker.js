/*
 * Shows the reader's own copies of pages where the site cannot be reached, never before it was asked. To take it out
 * of use at once, put service-worker-retired.js in the place of this file on the server. The build puts inforce.js and
 * saved-copies.js before it.
 */

const ROOT = inforce.ROOT.href;
const WAIT = 6000;
const WAIT_TO_KEEP = 30_000; // a page that comes too late to be shown is kept
const REFRESH_EVERY = 60 * 60 * 1000;
const PARTS_OF_PAGES = ["font", "image", "script", "style", "worker"];
const copies = savedCopies(ROOT);
const isOfSearch = (url) => url.startsWith(`${ROOT}search/`) && new URL(url).pathname.endsWith(".json");

let dayOfSite; // as it was found a moment before

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    dayOfSite = await copies.prepare();
    await self.skipWaiting();
  })());
});

// The first pages of a visit were fetched before there was anything to keep them.
const keepOpenPages = async () => {
  for (const client of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const answer = client.url.startsWith(ROOT) && await fetch(client.url, { cache: "force-cache" });
    if (answer?.ok) await copies.keepVisited(client.url, answer, dayOfSite);
  }
};

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(() => keepOpenPages().catch(() => {})));
});

// A request to the site, and what to do where it was not answered after so long. It can be ended: a browser has few
// connections to a site, and asks for one address once at a time, so those that hang would keep it from asking anew.
const ask = (request, cache = "default") => {
  const end = new AbortController();
  const answer = fetch(request, { cache, signal: end.signal });
  const unlessAnswered = (after, act) => {
    const timer = setTimeout(act, after);
    answer.catch(() => {}).then(() => clearTimeout(timer));
  };
  return { answer, unlessAnswered, end: () => end.abort() };
};

const keepUpToDate = async (request, answer) => {
  const response = await answer.catch(() => undefined);
  if (response?.status === 404 || response?.status === 410) await copies.forget(request.url);
  if (response?.ok && !response.redirected) await copies.keepVisited(request.url, response);
};

// A worker that waits for a long save could not be replaced meanwhile.
const refreshNowAndThen = async () => {
  if (await copies.isBusy()) return;
  const { readAt } = await copies.readNote();
  const isRecent = Math.abs(Date.now() - Date.parse(readAt)) < REFRESH_EVERY; // a clock that was ahead is put right
  if (!isRecent) await copies.refresh().catch(() => {});
};

let silentUntil = 0; // what belongs to a page that was waited for in vain is not waited for again
const late = new Map(); // what ends the request for a page that came too late, or has not come yet

const page = async (event) => {
  const { url } = event.request;
  late.get(url)?.();
  const { answer, unlessAnswered, end } = ask(event.request, "no-cache"); // no cache shall answer for the site
  const inTime = new Promise((show, refuse) => {
    answer.then(show, refuse);
    unlessAnswered(WAIT, () => {
      silentUntil = Date.now() + WAIT;
      late.set(url, end);
      refuse(new Error("no answer in time"));
    });
  });
  unlessAnswered(WAIT_TO_KEEP, end);
  const copied = answer.then((response) => response.clone());
  event.waitUntil(keepUpToDate(event.request, copied));
  const response = await inTime.catch(() => undefined);
  if (response && response.status < 500) {
    silentUntil = 0;
    event.waitUntil(refreshNowAndThen());
    return response;
  }
  const copy = copies.mayKeep(url) ? await copies.copyOf(url) : undefined;
  // Where there is no copy, a slow site is waited for as any other: the page of a check code never has one.
  const found = copy ?? response ?? await answer.catch(() => undefined);
  if (found) return found;
  if (url.startsWith(`${ROOT}offline/`)) return Response.error(); // all copies were removed, it too
  const wanted = encodeURIComponent(new URL(url).pathname);
  return Response.redirect(`${ROOT}offline/?wanted=${wanted}`);
};

const partOfPage = async (request) => {
  const copy = Date.now() < silentUntil ? await copies.copyOf(request.url) : undefined;
  if (copy) return copy;
  const { answer, unlessAnswered, end } = ask(request, copies.HAS_DIGEST.test(request.url) ? "force-cache" : "default");
  unlessAnswered(WAIT, end);
  const response = await answer.catch(() => undefined);
  if (response?.ok) return response;
  // An error would send Firefox to the site itself, to wait there for as long as it takes.
  return await copies.copyOf(request.url) ?? response ?? new Response(null, { status: 504 });
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.url.startsWith(`${ROOT}edit/`)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (PARTS_OF_PAGES.includes(request.destination) || isOfSearch(request.url)) {
    event.respondWith(partOfPage(request));
  }
});
