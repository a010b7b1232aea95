/*
 * The frame of every page: the menu, the section that is being read, texts to be copied, the bar of a version that is not
 * in force, and links where the site is opened from a folder and not from a server.
 */
(() => {
  "use strict";

  const { ROOT, made } = inforce;

  // ---- Parts that need script; browsers without it, those for text among them, do not show them

  for (const part of document.querySelectorAll('script[type="text/html"]')) part.outerHTML = part.textContent;

  // ---- The menu of narrow screens covers the page: it shuts when the focus goes on to what is under it

  const menu = document.getElementById("menu");
  menu?.addEventListener("focusout", ({ relatedTarget }) => {
    const isElsewhere = relatedTarget && !menu.contains(relatedTarget) && relatedTarget.popoverTargetElement !== menu;
    if (isElsewhere && menu.matches(":popover-open")) menu.hidePopover();
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

  if (entries.length) addEventListener("scroll", markSection, { passive: true }); // once for each picture of the page

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
