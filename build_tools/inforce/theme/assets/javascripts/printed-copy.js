/*
 * The stamp of a printed copy: when it was printed, and until when it may be relied on. Every place keeps the words
 * that it was published with until script has better ones. Those are the cautious words, so whatever goes wrong
 * here leaves a copy that says it counts as expired.
 */
(() => {
  "use strict";

  const { format, after, earliest, knownWhenFetched, latest, moment, reached, statusOf } = inforce;

  const SAID = inforceWords["printed-copy"];


  // Why a copy of this version cannot be relied on at all on a day; nothing where it can.
  const reasonAgainst = (version, day) => {
    if (version.status === "upcoming") {
      return version.from ? format(SAID.appliesFrom, { day: version.from }) : SAID.notYet;
    }
    if (version.status !== "in force") return SAID[statusOf(version)] ?? SAID.statusNotKnown;
    if (version.until && version.until < day) return format(SAID.appliedUntil, { day: version.until });
    if (version.review && version.review < day) return format(SAID.reviewWasDue, { day: version.review });
    return "";
  };

  // The day for which a copy kept on this device is known; a day that lies ahead was told by a wrong clock.
  const fetchedOn = (version, day) => {
    const known = version.fetched && knownWhenFetched(version);
    return known && known <= day ? known : undefined;
  };

  const fill = (words) => {
    for (const place of document.querySelectorAll("[data-fill]")) {
      place.textContent = words[place.dataset.fill] ?? place.textContent;
    }
  };

  // What a copy says in the boxes of the margin, and in short, where a browser has none, within the text.
  const setLine = (page, words, inShort) => {
    page.dataset.printLine = words;
    page.style.setProperty("--copy-line", JSON.stringify(inShort));
  };

  // When a copy is printed, and until when it may be relied on. A clock behind a day that has come cannot date a copy;
  // what the site said of the version counts.
  const stateOf = (version, { day, time }) => {
    const asAt = reached(version);
    if (day < asAt) {
      const reliance = reasonAgainst(version, asAt) || format(SAID.clockBehind, { day, asAt });
      return { reliance, state: format(SAID.undated, { blank: "________", reliance }) };
    }
    // How the version stands was known on the day of the last check; before any, when a copy of the page was fetched, or
    // on the day of the site, where that was not brought up to date for long.
    const known = version.checked ?? latest([fetchedOn(version, day), version.confirmed]);
    const last = known && earliest([after(known, Number(version.validMonths), Number(version.validDays)),
      version.until, version.review]);
    const against = reasonAgainst(version, day) ||
      (!known && SAID.notChecked) || (last < day && SAID.knownTooLongAgo);
    const reliance = against || format(SAID.relyUntil, { day: last });
    const isUnchecked = known < day || "unchecked" in version;
    const printed = !known ? SAID.printedNotChecked : isUnchecked ? SAID.printedUnchecked : SAID.printed;
    return { reliance, state: format(printed, { day, time, known, reliance }) };
  };

  const stampVersion = (page) => {
    const version = page.dataset;
    const now = moment(version.zone);
    const { reliance, state } = stateOf(version, now);
    const hasEnded = version.status === "in force" && version.until < latest([now.day, reached(version)]);
    // What is not to be relied on is named as that; the other words are those of the page.
    fill({ "print-state": state, reliance, status: SAID[`is ${hasEnded ? "ended" : statusOf(version)}`] });
    const check = format(SAID.check, { address: version.check });
    // On a line of its own, the address is not broken at a hyphen.
    setLine(page, `${format(SAID.line, { ...version, state })}\n${check}`, `${reliance} ${check}`);
  };

  // A page that shows no version, such as the list of guidance, goes out of date on paper too.
  const stampPage = (page) => {
    const words = location.protocol === "file:" ? SAID.ofFile : SAID.ofPage;
    const state = format(words, { ...moment(), address: `${location.host}${location.pathname}` });
    fill({ "print-state": state });
    setLine(page, state, state);
  };

  const stamp = () => {
    const page = document.documentElement;
    if (page.dataset.version) stampVersion(page);
    else stampPage(page);
  };

  const openFolds = () => {
    for (const fold of document.querySelectorAll("details:not([open])")) {
      fold.open = true;
      fold.dataset.openedToPrint = "";
    }
  };

  const shutFolds = () => {
    for (const fold of document.querySelectorAll("[data-opened-to-print]")) {
      fold.open = false;
      delete fold.dataset.openedToPrint;
    }
  };

  stamp();
  addEventListener("pageshow", stamp);
  for (const news of ["inforce:checked", "inforce:copy"]) addEventListener(news, stamp);
  addEventListener("beforeprint", () => {
    openFolds();
    stamp();
  });
  addEventListener("afterprint", shutFolds);
})();
