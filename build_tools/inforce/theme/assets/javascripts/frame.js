/*
 * The frame of every page: the menu by keyboard, the section that is being read, texts to be copied, the
 * bar of a version that is not in force, and links where the site is opened from a folder and not from a server.
 */
(() => {
  "use strict";

  const { ROOT, made } = inforce;
  document.documentElement.classList.add("js");

  // ---- The menu of narrow screens: a box that is ticked by a label, which no key reaches; a button takes its place

  const box = document.getElementById("__drawer");
  const menu = document.querySelector(".site-nav");
  const label = document.querySelector("label[data-opens]");
  const opener = made("button", { type: "button", className: label.className }, ...label.childNodes);

  const openMenu = (isOpen) => {
    box.checked = isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };

  opener.dataset.opens = label.dataset.opens;
  label.replaceWith(opener);
  openMenu(false);
  opener.addEventListener("click", () => {
    openMenu(!box.checked);
    if (box.checked) menu.querySelector("a")?.focus(); // the menu stands further on in the page
  });
  box.addEventListener("change", () => openMenu(box.checked)); // by a press beside the menu
  addEventListener("focusin", ({ target }) => {
    if (box.checked && !menu.contains(target) && target !== opener) openMenu(false); // it covers the page
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    openMenu(false);
    opener.focus();
  });

  // ---- The search at the head of the page comes when it is first wanted

  const search = document.querySelector(".site-search");
  search?.addEventListener("focusin", () => {
    document.head.append(made("script", { src: search.dataset.search }));
  }, { once: true });

  // ---- The contents beside the page mark the section that is being read

  const entries = [...document.querySelectorAll(".md-nav--secondary a")]
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, place]) => place);

  const markSection = () => {
    const read = entries.findLast(([, place]) => place.getBoundingClientRect().top < innerHeight / 3);
    for (const [link] of entries) link.classList.toggle("md-nav__link--active", link === read?.[0]);
  };

  let isWaiting = false;
  const markSoon = () => {
    if (!isWaiting) requestAnimationFrame(() => {
      isWaiting = false;
      markSection();
    });
    isWaiting = true;
  };
  if (entries.length) addEventListener("scroll", markSoon, { passive: true });

  // ---- A button beside each text that is there to be copied; where the browser refuses, the text is marked instead

  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      said.textContent = text.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text); // one key is left to press
    }
  };

  for (const text of document.querySelectorAll("[data-copy-label]")) {
    const button = made("button", { type: "button", className: "copy-button" }, text.dataset.copyLabel);
    const said = made("span", { className: "copy-said", role: "status" });
    button.addEventListener("click", () => copy(text, said));
    text.after(made("p", { className: "copy-line" }, button, " ", said));
  }

  // ---- The bar of a version that is not in force leads to the rule that was linked to, as it is now

  const asNow = document.querySelector("[data-as-now]");
  const whole = { href: asNow?.href, text: asNow?.textContent };
  const leadToRule = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const now = target?.closest?.(".rule")?.querySelector(".rule__now a");
    asNow.href = now?.href ?? whole.href;
    asNow.textContent = now?.textContent ?? whole.text;
  };
  if (asNow) {
    addEventListener("hashchange", leadToRule);
    leadToRule();
  }

  // ---- A folder on disk has no page of its own: each link to one is led to the index.html in it

  if (ROOT.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
  }
})();
