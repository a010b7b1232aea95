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

  // A label that opens something becomes the button that it looks like.
  for (const opener of document.querySelectorAll("[data-opens]")) {
    const toggle = box(opener.dataset.opens);
    const tell = () => opener.setAttribute("aria-expanded", String(toggle.checked));
    opener.setAttribute("role", "button");
    opener.tabIndex = 0;
    opener.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle.click();
    });
    toggle.addEventListener("change", tell);
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

  // Material takes these letters as commands, which people who dictate or who lean on a key set off unawares.
  const COMMANDS = new Set(["f", "s", "/", "p", ",", "n", "."]);
  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  addEventListener("keydown", (event) => {
    const withModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (COMMANDS.has(event.key) && !withModifier && !isTyping(event.target)) event.stopImmediatePropagation();
  }, true);
})();
