/*
 * Shows the reader's own copies of pages where the site cannot be reached, never before it was asked. To take it out
 * of use at once, put service-worker-retired.js in the place of this file on the server.
 */
importScripts("assets/javascripts/saved-copies.js");

const ROOT = self.registration.scope;
const WAIT = 6000;
const REFRESH_EVERY = 60 * 60 * 1000;
const PARTS_OF_PAGES = ["font", "image", "script", "style", "worker"];
const copies = savedCopies(ROOT);

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await copies.prepare();
    await self.skipWaiting();
  })());
});

// The first pages of a visit were fetched before there was anything to keep them.
const keepOpenPages = async () => {
  for (const client of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const answer = client.url.startsWith(ROOT) && await fetch(client.url, { cache: "force-cache" });
    if (answer?.ok) await copies.keepVisited(client.url, answer);
  }
};

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(() => keepOpenPages().catch(() => {})));
});

// What the site answers, unless it takes longer than anyone waits; then it may still come, and is kept.
const asked = (request, cache = "default") => {
  const answer = fetch(request, { cache });
  const limit = new Promise((_, refuse) => {
    setTimeout(() => refuse(new Error("no answer in time")), WAIT);
  });
  return { answer, inTime: Promise.race([answer, limit]) };
};

const keepUpToDate = async (request, answer) => {
  const response = await answer.catch(() => undefined);
  if (response?.status === 404 || response?.status === 410) await copies.forget(request.url);
  if (response?.ok && !response.redirected) await copies.keepVisited(request.url, response);
};

// A worker that waits for a long save could not be replaced meanwhile.
const refreshNowAndThen = async () => {
  if (await copies.isBusy()) return;
  const at = await copies.refreshedAt();
  if (!at || Date.now() - Date.parse(at) > REFRESH_EVERY) await copies.refresh().catch(() => {});
};

const page = async (event) => {
  const { answer, inTime } = asked(event.request, "no-cache"); // no cache in between shall answer for the site
  const copied = answer.then((response) => response.clone());
  event.waitUntil(keepUpToDate(event.request, copied));
  const response = await inTime.catch(() => undefined);
  if (response && response.status < 500) {
    event.waitUntil(refreshNowAndThen());
    return response;
  }
  const copy = copies.mayKeep(event.request.url) ? await copies.copyOf(event.request.url) : undefined;
  if (copy ?? response) return copy ?? response;
  if (event.request.url.startsWith(`${ROOT}offline/`)) return Response.error(); // all copies were removed, it too
  const wanted = encodeURIComponent(new URL(event.request.url).pathname);
  return Response.redirect(`${ROOT}offline/?wanted=${wanted}`);
};

const partOfPage = async (request) => {
  const response = await asked(request).inTime.catch(() => undefined);
  if (response?.ok) return response;
  // An error would send Firefox to the site itself, to wait there for as long as it takes.
  return await copies.copyOf(request.url) ?? response ?? new Response(null, { status: 504 });
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (PARTS_OF_PAGES.includes(request.destination) || request.url.includes("/search/search_index.json")) {
    event.respondWith(partOfPage(request));
  }
});
