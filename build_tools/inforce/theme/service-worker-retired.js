/*
 * Takes the service worker of this site out of use: it stops what is being saved, and removes all copies that were
 * kept, and itself. It stands in the place of service-worker.js where the settings say "offline: no", and can be put
 * there by hand in an emergency.
 */
const PATIENCE = 3000; // a tab that is asleep does not end what it saves

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const site = `inforce ${self.registration.scope}`; // its lock and its channel, and how the names of its caches begin
  const removeAll = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(`${site} `)) await caches.delete(name);
    }
  };
  event.waitUntil((async () => {
    const channel = new BroadcastChannel(site);
    const removed = navigator.locks.request(site, { signal: AbortSignal.timeout(PATIENCE) }, removeAll);
    channel.postMessage("Retired"); // ends what runs or waits
    await removed.catch(() => navigator.locks.request(site, { steal: true }, removeAll));
    await self.registration.unregister();
    channel.close();
  })());
});
