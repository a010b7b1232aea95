/*
 * What script adds to a page: the stamp of a printed copy, a warning on a page that time has overtaken, and the
 * check form. Every place keeps the words that it was published with until script has better ones. Those are the
 * cautious words, so whatever goes wrong here leaves a copy that says it counts as expired.
 */
(() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);

  // ---- Days: written year-month-day, so that comparing them as text compares them as days

  const MONTHS = [
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
  ];

  const inWords = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  };

  // The day so many months and days after a day; where a month is too short, its last day.
  const after = (day, months, days) => {
    const [year, month, date] = day.split("-").map(Number);
    const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    const landed = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth) + days));
    return landed.toISOString().slice(0, 10);
  };

  // The reader's moment as day and time of day in a time zone; without one, in the reader's own.
  const now = (timeZone) => {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
    const part = Object.fromEntries(format.formatToParts(new Date()).map(({ type, value }) => [type, value]));
    return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
  };

  // ---- The stamp of a printed copy

  const earliest = (days) => days.filter(Boolean).sort()[0];

  // Why a copy of this version cannot be relied on at all today; nothing where it can.
  const reasonAgainst = (version, day) => {
    if (version.standing === "upcoming") {
      return version.from
        ? `This version applies from ${inWords(version.from)}: do not follow it before.`
        : "This version is not in force yet: do not follow it.";
    }
    if (version.standing !== "in force") return `This version is ${version.standing}: do not rely on this copy.`;
    if (version.until && version.until < day) {
      return `This version applied until ${inWords(version.until)}: do not rely on this copy.`;
    }
    if (version.review && version.review < day) {
      return `The review of this version was due by ${inWords(version.review)}: do not rely on this copy.`;
    }
    return "";
  };

  const stampVersion = (page, version) => {
    const { day, time } = now(version.zone);
    // A clock behind the day on which the page was made cannot date a copy.
    if (day < version.known) return;
    const against = reasonAgainst(version, day);
    const validity = after(day, Number(version.validMonths), Number(version.validDays));
    const last = inWords(earliest([validity, version.until, version.review]));
    const printedOn = `${inWords(day)} at ${time}`;
    const words = {
      "printed-on": printedOn,
      "rely-until": against ? "not to be relied on" : last,
      "print-state": `Printed on ${printedOn}. ${against || `Rely on until ${last}.`}`,
    };
    for (const place of document.querySelectorAll("[data-fill]")) {
      place.textContent = words[place.dataset.fill] ?? place.textContent;
    }
    // On a line of its own, the address is not broken at a hyphen.
    page.dataset.printLine =
      `Version ${version.version}, check code ${version.code}. ${words["print-state"]}\nCheck: ${version.check}`;
  };

  // A page that shows no version, such as the list of guidance, goes out of date on paper too.
  const stampPage = (page) => {
    const { day, time } = now();
    const from = location.protocol === "file:" ? "" : ` from ${location.host}${location.pathname}`;
    page.dataset.printLine = `Printed on ${inWords(day)} at ${time}${from}. Look there for what applies now.`;
  };

  const stamp = () => {
    const page = document.documentElement;
    if (page.dataset.version) stampVersion(page, page.dataset);
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

  // ---- A page that was made before a day that has come since

  const overtaken = (version) => {
    const { day } = now(version.zone);
    if (version.standing === "in force" && version.until && version.until < day) {
      return `This version applied until ${inWords(version.until)}.`;
    }
    if (version.standing === "upcoming" && version.from && version.from <= day) {
      return `This version was to come into force on ${inWords(version.from)}.`;
    }
    return "";
  };

  const warnWhenOvertaken = () => {
    const version = document.documentElement.dataset;
    const plate = document.querySelector(".plate");
    if (!plate || document.querySelector(".notice--overtaken")) return;
    const what = overtaken(version);
    if (!what) return;
    const notice = document.createElement("aside");
    notice.className = "notice notice--superseded notice--overtaken";
    const heading = document.createElement("h2");
    heading.className = "notice__heading";
    heading.textContent = "This page is out of date";
    const words = document.createElement("p");
    words.textContent =
      `${what} The page was made before then, on ${inWords(version.known)}. Reload it to see what applies now.`;
    notice.append(heading, words);
    plate.before(notice);
  };

  // ---- The check form

  const EXAMPLE = "A check code has eight letters and digits, such as 7K3Q-9XMA.";

  // What was typed as a check code is written: capitals, no gaps, and the digits that these letters are taken for.
  const asCode = (typed) => {
    const [, inAddress] = typed.match(/check\/([^/?#]+)/i) ?? [];
    const letters = (inAddress ?? typed).toUpperCase().replace(/[^0-9A-Z]/g, "");
    return letters.replace(/O/g, "0").replace(/[IL]/g, "1");
  };

  const whatIsWrong = (code) => {
    if (!code) return "Type the check code that is printed on the copy.";
    if (code.length !== 8) return `${EXAMPLE} What you typed has ${code.length}. Look at the copy and type it again.`;
    if (code.includes("U")) return "No check code has the letter U. Look at the copy again: it may be a V.";
    return "";
  };

  const isUnknown = async (address) => {
    try {
      return (await fetch(address, { method: "HEAD", cache: "no-cache" })).status === 404;
    } catch {
      return false; // Offline, or opened from a file: the page itself will tell.
    }
  };

  const check = async (form) => {
    const field = form.elements.namedItem("code");
    const message = form.querySelector(".check-form__message");
    const say = (words) => {
      message.textContent = words;
      field.setAttribute("aria-invalid", String(Boolean(words)));
      if (words) field.focus();
    };
    const code = asCode(field.value);
    const wrong = whatIsWrong(code);
    say(wrong);
    if (wrong) return;
    const written = `${code.slice(0, 4)}-${code.slice(4)}`;
    const page = location.protocol === "file:" ? "index.html" : "";  // a folder on disk has no page of its own
    const address = new URL(`check/${written}/${page}`, ROOT);
    if (await isUnknown(address)) {
      say(`Nothing was published with the check code ${written}. Look at the copy again; ` +
        "if it has this code, do not rely on it.");
      return;
    }
    location.assign(address);
  };

  const readyForms = () => {
    const asked = new URLSearchParams(location.search).get("code");
    for (const form of document.querySelectorAll("form.check-form")) {
      form.noValidate = true;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        check(form);
      });
      if (asked) {
        form.elements.namedItem("code").value = asked;
        check(form);
      }
    }
  };

  // ---- When

  stamp();
  warnWhenOvertaken();
  readyForms();
  addEventListener("pageshow", () => {
    stamp();
    warnWhenOvertaken();
  });
  addEventListener("beforeprint", () => {
    openFolds();
    stamp();
  });
  addEventListener("afterprint", shutFolds);
})();
