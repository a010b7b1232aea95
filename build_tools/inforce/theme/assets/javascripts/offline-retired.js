/*
 * Removes what an earlier visit kept, and has the browser fetch service-worker-retired.js, which ends the worker. It
 * stands in the place of offline.js where the settings say "offline: no".
 */
(async () => {
  "use strict";

  const registration = await navigator.serviceWorker?.getRegistration(inforce.ROOT);
  if (registration?.scope === inforce.ROOT.href) await registration.update();
  // A worker that is about to end may have kept this very page: what it leaves is removed with the next one.
  for (const name of await caches.keys()) {
    if (name.startsWith(`inforce ${inforce.ROOT} `)) await caches.delete(name);
  }
})().catch(() => {
  // no copies can be kept here, or the browser asks for the worker itself before long
});
