/*
 * Whether an open page is still current. The page itself knows days that may have come since it was made; the site
 * knows what was published since, and is asked when the page is shown and every few minutes. What cannot be asked,
 * is older than the page or was not brought up to date for days confirms nothing, and the page says that it does
 * not know. Every statement has its own date, for it may be read much later. What came of the last check is written into
 * the page, so that it is printed and saved with it.
 */
(() => {
  "use strict";

  const {
    HOLDS_FOR_DAYS, after, earliest, format, knownWhenFetched, latest, moment, notify, reached, site, statusOf,
  } = inforce;
  const version = document.documentElement.dataset;

  // A sentence of currency is true on any day on which the page is read: the page carries what is to be said from which
  // day on, and this says what goes with the reader's day, in the time zone of the site.
  const sayCurrency = () => {
    for (const place of document.querySelectorAll("[data-later]")) {
      const { day } = moment(place.dataset.zone);
      const [, words] = JSON.parse(place.dataset.later).findLast(([from]) => from <= day) ?? [];
      if (words) place.textContent = words;
    }
  };
  sayCurrency();
  addEventListener("pageshow", sayCurrency);
  addEventListener("inforce:checked", sayCurrency); // every few minutes, and when the reader comes back
  if (!version.version) return;
  const statusAsMade = version.status;
  const isFile = location.protocol === "file:";

  const ASK_EVERY = 5 * 60 * 1000;
  const STATUSES = ["upcoming", "in force", "superseded", "withdrawn"];

  const SAID = inforceWords["still-current"];

  // ---- What the page shows

  // A warning takes the place of the one before it; the same one is not announced again.
  const warn = (words) => {
    if (document.querySelector(".notice--overtaken p")?.textContent === words) return;
    notify(["superseded", "overtaken"], SAID.outOfDate, words).setAttribute("role", "alert");
  };

  // The status box says in words and colour what is known now, not what was known when the page was made; so does the
  // heading of the page of a check code.
  const turnStatusBox = (to) => {
    const box = document.querySelector(".status-box");
    if (!box) return;
    box.className = `status-box status-box--${to === "withdrawn" ? "withdrawn" : "superseded"}`;
    box.querySelector(".status-box__icon")?.remove();
    const answer = document.querySelector("[data-answer]");
    for (const place of [box.querySelector(".status-box__status"), answer]) place?.replaceChildren(SAID[`box ${to}`]);
    document.querySelector("[data-if-in-force]")?.remove();
    if (statusAsMade === "upcoming") document.querySelector(".notice--upcoming")?.remove(); // it may be in force now
  };

  // Where nobody confirms it, the status box says on which day it was known that the version is in force, and not more; where
  // nobody ever did, that it was when the page was made. Of a copy that is kept on this device, it always says the day.
  const boxInForce = document.querySelector(".status-box--in-force");
  const inForce = boxInForce?.querySelector(".status-box__status").textContent;

  const dateStatusBox = (today) => {
    if (!boxInForce?.matches(".status-box--in-force, .status-box--unchecked")) return;
    const day = latest([version.checked, version.confirmed, version.fetched && knownWhenFetched(version)]);
    const isDated = version.fetched || ("unchecked" in version && !(day >= today));
    const words = day ? SAID.inForceThen : SAID.inForceAsMade;
    boxInForce.className = `status-box status-box--${isDated ? "unchecked" : "in-force"}`;
    boxInForce.querySelector(".status-box__status").textContent = isDated ? format(words, { day }) : inForce;
  };

  if (version.fetched) dateStatusBox();

  // What came of the last check takes the place of what came of the one before.
  const say = (words) => {
    const place = document.querySelector("[data-check-result]");
    place.classList.add("status-box__checked");
    place.textContent = words;
  };

  // ---- Days that came since the page was made

  const seeWhetherOvertaken = () => {
    const { day } = moment(version.zone);
    if (document.querySelector(".notice--overtaken")) return;
    if (version.status === "in force" && version.until && version.until < day) {
      warn(format(SAID.appliedUntil, version));
      turnStatusBox("ended");
    } else if (version.status === "upcoming" && version.from && version.from <= day) {
      warn(format(SAID.wasToCome, version));
      turnStatusBox("begun");
    }
  };

  // ---- What was published since

  // The record by which copies are checked, never from a cache, and the day of the site as which it counts.
  const asked = async () => {
    const signal = AbortSignal.timeout(site.NO_LONGER_THAN);
    const day = await site.ofSite(signal).catch(() => undefined);
    const answer = await site.ask(`api/guidance/${version.document}/currency.json`, signal);
    return { record: await answer.json().catch(() => null), asAt: day && site.dayOf(answer, day) };
  };

  // What the record says of this version, if it is a record of it at all.
  const entryOf = (record) => {
    const entry = record?.document === version.document ? record.versions?.[version.version] : undefined;
    const makesSense = entry?.check_code === version.code && STATUSES.includes(entry.status) &&
      (record.since === null || site.isDay(record.since));
    return makesSense ? entry : undefined;
  };

  // A version that is superseded or withdrawn stays so: of two answers that know of the same changes, the better one
  // is the older.
  const isOlder = ({ since }, { status }, day) =>
    (since ?? "") < (version.since ?? "") || day < version.siteDay ||
    STATUSES.indexOf(status) < STATUSES.indexOf(version.status);

  // What comes of an answer on a day: the sentence on it, and the record where it is no older than the page.
  const judged = ({ record, asAt: told }, day) => {
    const entry = entryOf(record);
    const news = entry && !isOlder(record, entry, told) ? record : undefined;
    const asAtOfNews = news && latest([told, record.since]); // a site that tells of a change has reached its day
    const stands = latest([asAtOfNews, reached(version)]);
    if (day < stands) return { words: SAID.clockBehind, asAt: stands, record: news };
    if (record === undefined) return { words: SAID.noAnswer };
    if (!entry) return { words: SAID.noSense };
    if (!news) return { words: SAID.olderThanPage };
    if (!told) return { words: SAID.noDay, asAt: asAtOfNews, record };
    const holdsUntil = earliest([after(asAtOfNews, 0, HOLDS_FOR_DAYS), record.valid_until]);
    if (holdsUntil < day) return { words: SAID.notUpToDate, asAt: asAtOfNews, record };
    return { words: SAID[`checked ${statusOf({ ...version, ...entry })}`], asAt: asAtOfNews, record, isConfirmed: true };
  };

  // News is shown at once. What is worse than the page knew is on the next print too; what is better takes a reload.
  const takeOver = (record, day) => {
    const entry = record.versions[version.version];
    if (day) version.siteDay = day;
    if (day && entry.status === statusAsMade) version.confirmed = day; // up to that day, all the page says holds
    const until = earliest([version.until, entry.in_force_until]);
    if (until) version.until = until;
    if (entry.status === version.status) return;
    const isReplaced = entry.status === "superseded" && record.status === "in force";
    const words = isReplaced ? SAID.nowReplaced : SAID[`now ${entry.status}`];
    warn(format(words, { asAt: day, current: record.version }));
    if (entry.status !== "superseded" && entry.status !== "withdrawn") return;
    version.status = entry.status;
    turnStatusBox(entry.status);
  };

  // On the page of a check code, that a version is confirmed to be in force is the answer.
  const confirm = ({ day, time }, { status }) => {
    Object.assign(version, { checked: day, checkedAt: time });
    delete version.unchecked;
    const answer = document.querySelector("[data-answer]");
    if (answer && status === statusAsMade && status === "in force") answer.textContent = format(SAID.currentOn, { day });
  };

  // A page that was saved as a file keeps what came of its last check.
  const sayOfFile = () => {
    const { checked: day, checkedAt: time, siteDay: asAtThen } = version;
    const before = day ? `${format(SAID[`checked ${statusOf(version)}`], { day, time, asAt: asAtThen, ...version })} ` : "";
    say(before + format(SAID.fromAFile, version));
  };

  let checks = 0;

  const check = async () => {
    const number = (checks += 1);
    const answer = isFile ? {} : await asked().catch(() => ({}));
    if (number !== checks) return; // a later check was begun, and says what there is to say
    const now = moment(version.zone);
    const { words, asAt: day, record, isConfirmed } = judged(answer, now.day);
    if (record) {
      takeOver(record, day);
      seeWhetherOvertaken(); // by a last day that was learned only now
    }
    if (isConfirmed) confirm(now, record.versions[version.version]);
    else version.unchecked = "";
    dateStatusBox(now.day);
    if (isFile && words !== SAID.clockBehind) sayOfFile();
    else say(format(words, { version: version.version, asAt: day, ...now }));
    dispatchEvent(new Event("inforce:checked"));
  };

  // ---- When

  const look = () => {
    seeWhetherOvertaken();
    check();
  };

  look();
  addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
  addEventListener("online", look);
  addEventListener("beforeprint", seeWhetherOvertaken); // nobody comes back to a tab that was shown past midnight
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  setInterval(look, ASK_EVERY);
})();
