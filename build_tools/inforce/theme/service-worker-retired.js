/*
 * Takes the service worker of this site out of use: it removes all copies that were kept, and itself. It stands in
 * the place of service-worker.js where the settings say "offline: no", and can be put there by hand in an emergency.
 */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const ours = `inforce ${self.registration.scope} `;
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(ours)) await caches.delete(name);
    }
    await self.registration.unregister();
  })());
});
