/*
 * Whether an open page is still current. The page itself knows days that may have come since it was made; the site
 * knows what was published since, and is asked when the page is shown and every few minutes. What cannot be asked,
 * is older than the page or was not brought up to date for days confirms nothing, and the page says that it does
 * not know. Every statement has its own date, for it may be read much later.
 */
(() => {
  "use strict";

  const { HOLDS_FOR_DAYS, ROOT, N_, _, after, earliest, moment } = inforce;
  const version = document.documentElement.dataset;
  if (!version.version) return;
  const standingAsMade = version.standing;

  const ASK_EVERY = 5 * 60 * 1000;
  const ASK_NO_LONGER_THAN = 6000;
  const STANDINGS = ["upcoming", "in force", "superseded", "withdrawn"];

  const SAID = {
    outOfDate: N_("This page is out of date"),
    appliedUntil: N_("This version applied until {until}. The page was made before then, on {known}. " +
      "Reload it to see what applies now."),
    wasToCome: N_("This version was to come into force on {from}. The page was made before then, on {known}. " +
      "Reload it to see what applies now."),
    now: {
      "upcoming": N_("As the site stood on {asAt}, this version is upcoming. Reload the page to see what applies."),
      "in force": N_("As the site stood on {asAt}, this version is in force. Reload the page to see what applies."),
      "superseded": N_("As the site stood on {asAt}, this version is superseded. Reload the page to see what applies."),
      "withdrawn": N_("As the site stood on {asAt}, this version is withdrawn. Reload the page to see what applies."),
    },
    nowReplaced: N_("As the site stood on {asAt}, this version is superseded: version {current} is to be read in its " +
      "place. Reload the page to see what applies."),
    inForceThen: N_("In force on {day}"),
    plate: {
      "superseded": N_("Superseded"),
      "withdrawn": N_("Withdrawn"),
      "ended": N_("No longer in force"),
      "begun": N_("Was to come into force"),
    },
    checked: {
      "upcoming": N_("Checked on {day} at {time}: version {version} is upcoming, as the site stood on {asAt}."),
      "in force": N_("Checked on {day} at {time}: version {version} is in force, as the site stood on {asAt}."),
      "superseded": N_("Checked on {day} at {time}: version {version} is superseded, as the site stood on {asAt}."),
      "withdrawn": N_("Checked on {day} at {time}: version {version} is withdrawn, as the site stood on {asAt}."),
    },
    noAnswer: N_("Whether this page is still current could not be checked on {day} at {time}."),
    noSense: N_("Whether this page is still current could not be checked on {day} at {time}: the answer of the site " +
      "says nothing of this version."),
    olderThanPage: N_("Whether this page is still current could not be checked on {day} at {time}: the answer is of " +
      "{asAt}, and this page is newer."),
    notUpToDate: N_("Whether this page is still current could not be checked on {day} at {time}: the site was last " +
      "brought up to date on {asAt}."),
    clockBehind: N_("Whether this page is still current could not be checked: the clock of this device says {day}, " +
      "but the site is already at {asAt}."),
    fromAFolder: N_("Whether this page is still current cannot be checked from a file. It was made on {known}."),
  };

  // ---- What the page shows

  // A warning takes the place of the one before it; the same one is not announced again.
  const warn = (words) => {
    if (document.querySelector(".notice--overtaken p")?.textContent === words) return;
    const notice = document.querySelector(".notice--overtaken") ?? document.createElement("aside");
    notice.className = "notice notice--superseded notice--overtaken";
    notice.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.className = "notice__heading";
    heading.textContent = _(SAID.outOfDate);
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    notice.replaceChildren(heading, paragraph);
    const plate = document.querySelector(".plate");
    if (plate) plate.before(notice);
    else document.querySelector("h1")?.after(notice);
  };

  // The plate says in words and colour what is known now, not what was known when the page was made; so does the
  // heading of the page of a check code.
  const turnPlate = (to) => {
    const plate = document.querySelector(".plate");
    if (!plate) return;
    plate.className = `plate plate--${to === "withdrawn" ? "withdrawn" : "superseded"}`;
    plate.querySelector(".plate__icon")?.remove();
    const answer = document.querySelector("[data-answer]");
    for (const place of [plate.querySelector(".plate__standing"), answer]) place?.replaceChildren(_(SAID.plate[to]));
    document.querySelector("[data-if-in-force]")?.remove();
    if (standingAsMade === "upcoming") document.querySelector(".notice--upcoming")?.remove(); // it may be in force now
  };

  // Where nobody confirms it, the plate says on which day it was known that the version is in force, and not more. A copy
  // that is kept on this device says so already, of the day on which it was fetched.
  const plateInForce = version.fetched ? null : document.querySelector(".plate--in-force");
  const inForce = plateInForce?.querySelector(".plate__standing").textContent;

  const datePlate = (today) => {
    if (!plateInForce?.matches(".plate--in-force, .plate--unchecked")) return;
    const day = version.checked ?? version.known;
    const isDated = "unchecked" in version && day < today;
    plateInForce.className = `plate plate--${isDated ? "unchecked" : "in-force"}`;
    plateInForce.querySelector(".plate__standing").textContent = isDated ? _(SAID.inForceThen, { day }) : inForce;
  };

  // What came of the last check takes the place of what came of the one before.
  const say = (words) => {
    let place = document.querySelector(".plate__checked");
    if (!place) {
      place = document.createElement("p");
      const plate = document.querySelector(".plate");
      place.className = `${plate ? "plate__check" : "page-check"} plate__checked`;
      if (plate) plate.append(place);
      else document.querySelector("h1")?.after(place);
    }
    place.textContent = words;
  };

  // ---- Days that came since the page was made

  const seeWhetherOvertaken = () => {
    const { day } = moment(version.zone);
    if (document.querySelector(".notice--overtaken")) return;
    if (version.standing === "in force" && version.until && version.until < day) {
      warn(_(SAID.appliedUntil, version));
      turnPlate("ended");
    } else if (version.standing === "upcoming" && version.from && version.from <= day) {
      warn(_(SAID.wasToCome, version));
      turnPlate("begun");
    }
  };

  // ---- What was published since

  // The record by which copies are checked, never from a cache. It throws where it cannot be had.
  const asked = async () => {
    const address = new URL(`api/guidance/${version.document}/currency.json?asked=${Date.now()}`, ROOT);
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ASK_NO_LONGER_THAN) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  };

  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  // What the record says of this version, if it is a record of it at all.
  const entryOf = (record) => {
    const entry = record?.document === version.document ? record.versions?.[version.version] : undefined;
    const makesSense = entry?.check_code === version.code && STANDINGS.includes(entry.standing) &&
      /^\d{4}-\d{2}-\d{2}$/.test(record.as_at);
    return makesSense ? entry : undefined;
  };

  let known = version.known; // the day of the newest record that was taken over, or of the page

  // A version that is superseded or withdrawn stays so: of two answers for one day, the better one is the older.
  const isOlder = (record, { standing }) =>
    record.as_at < known ||
    (record.as_at === known && STANDINGS.indexOf(standing) < STANDINGS.indexOf(version.standing));

  // What comes of an answer on a day: the sentence on it, and the record where it is no older than the page.
  const judged = (text, day) => {
    if (location.protocol === "file:") return { words: SAID.fromAFolder };
    const record = read(text);
    const entry = entryOf(record);
    const news = entry && !isOlder(record, entry) ? record : undefined;
    const asAt = news?.as_at ?? known;
    if (day < asAt) return { words: SAID.clockBehind, asAt, record: news };
    if (text === undefined) return { words: SAID.noAnswer };
    if (!entry) return { words: SAID.noSense };
    if (!news) return { words: SAID.olderThanPage, asAt: record.as_at };
    const holdsUntil = earliest([after(asAt, 0, HOLDS_FOR_DAYS), record.valid_until]);
    if (holdsUntil < day) return { words: SAID.notUpToDate, asAt, record };
    return { words: SAID.checked[entry.standing], asAt, record, isConfirmed: true };
  };

  // News is shown at once. What is worse than the page knew is on the next print too; what is better takes a reload.
  const takeOver = (record) => {
    const entry = record.versions[version.version];
    known = record.as_at;
    const until = earliest([version.until, entry.in_force_until]);
    if (until) version.until = until;
    if (entry.standing === version.standing) return;
    const isReplaced = entry.standing === "superseded" && record.standing === "in force";
    const words = isReplaced ? SAID.nowReplaced : SAID.now[entry.standing];
    warn(_(words, { asAt: record.as_at, current: record.version }));
    if (entry.standing !== "superseded" && entry.standing !== "withdrawn") return;
    version.standing = entry.standing;
    turnPlate(entry.standing);
  };

  let checks = 0;

  const check = async () => {
    const number = (checks += 1);
    const text = location.protocol === "file:" ? undefined : await asked().catch(() => undefined);
    if (number !== checks) return; // a later check was begun, and says what there is to say
    const now = moment(version.zone);
    const { words, asAt, record, isConfirmed } = judged(text, now.day);
    if (record) {
      takeOver(record);
      seeWhetherOvertaken(); // by a last day that was learned only now
    }
    if (isConfirmed) {
      version.checked = now.day;
      delete version.unchecked;
    } else {
      version.unchecked = "";
    }
    datePlate(now.day);
    say(_(words, { version: version.version, known: version.known, asAt, ...now }));
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
