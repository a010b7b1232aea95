/*
 * A site that is opened from a folder, not from a server: a folder has no page of its own there, so each link to
 * one is led to the index.html in it. On a server this does nothing.
 */
(() => {
  "use strict";

  if (location.protocol !== "file:") return;
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
})();
