/*
 * The frame by keyboard, where Material leaves gaps: its menu and its search open by labels that no key reaches,
 * Escape loses the place, and single letters are taken as commands.
 */
(() => {
  "use strict";

  const isShown = (element) => Boolean(element?.getClientRects().length);
  const box = (name) => document.getElementById(name);

  const setBox = (name, open) => {
    if (box(name).checked !== open) box(name).click();
  };

  // The menu stands further on in the page: whoever opens it has to be taken there.
  const firstPlaceIn = (name) =>
    document.querySelector(`input[data-opened-by="${name}"], [data-opened-by="${name}"] a`);

  // A label that opens something gives way to the button that it looks like.
  for (const label of document.querySelectorAll("label[data-opens]")) {
    const toggle = box(label.dataset.opens);
    const button = document.createElement("button");
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
    button.type = "button";
    button.className = label.className;
    button.dataset.opens = label.dataset.opens;
    button.append(...label.childNodes);
    button.addEventListener("click", () => {
      toggle.click();
      if (toggle.checked) firstPlaceIn(toggle.id)?.focus();
    });
    toggle.addEventListener("change", tell);
    label.replaceWith(button);
    tell();
  }

  const menuOpener = document.querySelector("[data-opens=__drawer]");
  const searchOpener = document.querySelector("[data-opens=__search]");
  const menu = document.querySelector(".site-nav");
  const search = document.querySelector(".md-search");
  let placeBeforeSearch = null;

  addEventListener("focusin", (event) => {
    if (search?.contains(event.target) && !search.contains(event.relatedTarget)) {
      placeBeforeSearch = event.relatedTarget;
    }
    // The menu covers the page: leaving it by keyboard shuts it.
    if (box("__drawer").checked && !menu?.contains(event.target) && event.target !== menuOpener) {
      setBox("__drawer", false);
    }
  });

  const backFromSearch = () => {
    const places = [searchOpener, placeBeforeSearch, document.querySelector(".site-name")];
    places.find(isShown)?.focus();
  };

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (box("__drawer").checked) {
      setBox("__drawer", false);
      menuOpener.focus();
    }
    if (search?.contains(event.target)) setTimeout(backFromSearch); // After the theme has taken the focus away.
  }, true);

  // A table wider than the page scrolls sideways, which arrow keys can do only where the focus can go.
  addEventListener("load", () => {
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (wrap.scrollWidth <= wrap.clientWidth || wrap.closest(".table-scroll")) continue;
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", inforce._("Table"));
    }
  });

  // Material takes these letters as commands, which people who dictate or who lean on a key set off unawares.
  const COMMANDS = new Set(["f", "s", "/", "p", ",", "n", "."]);
  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  addEventListener("keydown", (event) => {
    const withModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (COMMANDS.has(event.key) && !withModifier && !isTyping(event.target)) event.stopImmediatePropagation();
  }, true);
})();
