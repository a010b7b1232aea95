/*
 * The stamp of a printed copy: when it was printed, and until when it may be relied on. Every place keeps the words
 * that it was published with until script has better ones. Those are the cautious words, so whatever goes wrong
 * here leaves a copy that says it counts as expired.
 */
(() => {
  "use strict";

  const { N_, _, after, earliest, knownWhenFetched, latest, moment, reached, statusOf } = inforce;

  const SAID = {
    printed: N_("Printed on {day} at {time}. {reliance}"),
    printedUnchecked: N_("Printed on {day} at {time}, not checked since {known}. {reliance}"),
    printedNotChecked: N_("Printed on {day} at {time}, not checked. {reliance}"),
    undated: N_("Printed on {blank}. {reliance}"),
    clockBehind: N_("The clock of this device says {day}, but the site is already at {asAt}: treat this copy " +
      "as out of date."),
    relyUntil: N_("Do not use after {day}."),
    appliesFrom: N_("This version applies from {day}: do not follow it before."),
    notYet: N_("This version is not in force yet: do not follow it."),
    appliedUntil: N_("This version applied until {day}: do not rely on this copy."),
    superseded: N_("This version is superseded: do not rely on this copy."),
    withdrawn: N_("This version is withdrawn: do not rely on this copy."),
    cancelled: N_("This version was cancelled: do not rely on this copy."),
    standingNotKnown: N_("The status of this version is not known: do not rely on this copy."),
    reviewWasDue: N_("The review of this version was due by {day}: do not rely on this copy."),
    notChecked: N_("Whether this version is still in force was not checked: do not rely on this copy."),
    knownTooLongAgo: N_("That is too long ago: do not rely on this copy."),
    line: N_("Version {version}, check code {code}. {state}"),
    check: N_("Check: {address}"),
    ofPage: N_("Printed on {day} at {time} from {address}. Check there for what applies now."),
    ofFile: N_("Printed on {day} at {time}. Check there for what applies now."),
  };

  // How a version stands that a copy is not to be relied on for; the other words are those of the page.
  const STANDS = {
    ended: N_("no longer in force"), superseded: N_("superseded"), withdrawn: N_("withdrawn"), cancelled: N_("cancelled"),
  };

  // Why a copy of this version cannot be relied on at all today; nothing where it can.
  const reasonAgainst = (version, day) => {
    if (version.standing === "upcoming") {
      return version.from ? _(SAID.appliesFrom, { day: version.from }) : _(SAID.notYet);
    }
    if (version.standing !== "in force") return _(SAID[statusOf(version)] ?? SAID.standingNotKnown);
    if (version.until && version.until < day) return _(SAID.appliedUntil, { day: version.until });
    if (version.review && version.review < day) return _(SAID.reviewWasDue, { day: version.review });
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

  const setLineOfVersion = (page, state, reliance) => {
    const version = page.dataset;
    const check = _(SAID.check, { address: version.check });
    // On a line of its own, the address is not broken at a hyphen.
    setLine(page, `${_(SAID.line, { ...version, state })}\n${check}`, `${reliance} ${check}`);
  };

  // A clock behind a day that has come cannot date a copy; what the site said of the version counts.
  const stampUndated = (page, day) => {
    const version = page.dataset;
    const asAt = reached(version);
    const reliance = reasonAgainst(version, asAt) || _(SAID.clockBehind, { day, asAt });
    const state = _(SAID.undated, { blank: "________", reliance });
    const stands = STANDS[statusOf(version)];
    fill({ "print-state": state, reliance, standing: stands && _(stands) });
    setLineOfVersion(page, state, reliance);
  };

  const stampVersion = (page) => {
    const version = page.dataset;
    const { day, time } = moment(version.zone);
    if (day < reached(version)) {
      stampUndated(page, day);
      return;
    }
    // How the version stands was known on the day of the last check; before any, when a copy of the page was fetched, or
    // on the day of the site, where that was not brought up to date for long.
    const known = version.checked ?? latest([fetchedOn(version, day), version.confirmed]);
    const last = known && earliest([after(known, Number(version.validMonths), Number(version.validDays)),
      version.until, version.review]);
    const tooLong = known ? SAID.knownTooLongAgo : SAID.notChecked;
    const against = reasonAgainst(version, day) || (known && day <= last ? "" : _(tooLong));
    const isUnchecked = known < day || "unchecked" in version;
    const printed = !known ? SAID.printedNotChecked : isUnchecked ? SAID.printedUnchecked : SAID.printed;
    const reliance = against || _(SAID.relyUntil, { day: last });
    const state = _(printed, { day, time, known, reliance });
    const hasEnded = version.standing === "in force" && version.until && version.until < day;
    const stands = STANDS[hasEnded ? "ended" : statusOf(version)];
    fill({
      "print-state": state,
      reliance,
      standing: stands && _(stands),
    });
    setLineOfVersion(page, state, reliance);
  };

  // A page that shows no version, such as the list of guidance, goes out of date on paper too.
  const stampPage = (page) => {
    const words = location.protocol === "file:" ? SAID.ofFile : SAID.ofPage;
    const state = _(words, { ...moment(), address: `${location.host}${location.pathname}` });
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
