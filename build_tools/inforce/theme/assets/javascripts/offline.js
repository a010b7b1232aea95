/*
 * Has the browser keep what the reader visits, so that it can be read without network, and marks a page that is such
 * a copy: when it was fetched, and until when it may be relied on.
 */
(() => {
  "use strict";

  const { ROOT, N_, _, knownWhenFetched, made, moment, notify } = inforce;
  const page = document.documentElement;

  const SAID = {
    heading: N_("This is a copy saved on this device"),
    fetched: N_("Fetched on {day} at {time}; it may be out of date."),
    inForceThen: N_("In force on {day}"),
    inForceAsMade: N_("In force when this page was made"),
  };

  const markCopy = () => {
    const { day, time } = moment(page.dataset.zone, new Date(page.dataset.fetched));
    const reliance = made("strong", {});
    reliance.dataset.fill = "reliance";
    notify(["warning", "copy"], _(SAID.heading), _(SAID.fetched, { day, time }), " ", reliance);
    const plate = document.querySelector(".plate");
    if (!plate?.classList.contains("plate--in-force")) return;
    plate.className = "plate plate--unchecked";
    plate.querySelector(".plate__icon")?.remove();
    const known = knownWhenFetched(page.dataset);
    plate.querySelector(".plate__standing").textContent =
      known ? _(SAID.inForceThen, { day: known }) : _(SAID.inForceAsMade);
  };

  if (page.dataset.fetched) {
    markCopy();
    dispatchEvent(new Event("inforce:copy"));
  }
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
