/*
 * Has the browser keep what the reader visits, so that it can be read without network, and marks a page that is such
 * a copy: when it was fetched, and until when it may be relied on.
 */
(() => {
  "use strict";

  const { ROOT, format, made, moment, notify } = inforce;
  const SAID = inforceWords.offline;
  const page = document.documentElement;

  const markCopy = () => {
    const { day, time } = moment(page.dataset.zone, new Date(page.dataset.fetched));
    const reliance = made("strong", {});
    reliance.dataset.fill = "reliance";
    notify(["warning", "copy"], SAID.heading, format(SAID.fetched, { day, time }), " ", reliance);
    dispatchEvent(new Event("inforce:copy"));
  };

  if (page.dataset.fetched) markCopy();
  if (!("serviceWorker" in navigator) || location.protocol === "file:") return;

  const beginToKeep = () => {
    if (typeof livereload === "function") return; // a preview of MkDocs: what is not published is not kept
    for (const link of document.querySelectorAll("[data-offline-link]")) link.hidden = false;
    navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { updateViaCache: "none" }).catch(() => {
      // without it, pages are read as on any site
    });
  };

  if (document.readyState === "complete") beginToKeep();
  else addEventListener("load", beginToKeep);
})();
