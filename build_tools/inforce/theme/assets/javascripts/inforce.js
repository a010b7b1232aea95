/*
 * What the scripts of a page and the worker share: where the site begins and of which day it is, days and moments, how a
 * sentence is filled in, and how a part of a page is made. Days are written year-month-day, so that comparing them as
 * text compares them as days.
 */
const inforce = (() => {
  "use strict";

  const ROOT = new URL(globalThis.registration?.scope ?? new URL("../../", document.currentScript.src));

  // A sentence with its {places} filled; a day is put into words.
  const format = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_place, name) => {
    const value = String(values[name]);
    return isDay(value) ? inWords(value) : value;
  });

  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

  const inWords = (written) => {
    const { date, ...months } = inforceWords.inforce;
    const [year, month, day] = written.split("-").map(Number);
    return format(date, { day, month: months[month], year });
  };

  // The day so many months and days after a day; where a month is too short, its last day.
  const after = (day, months, days) => {
    const [year, month, date] = day.split("-").map(Number);
    const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    const landed = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth) + days));
    return landed.toISOString().slice(0, 10);
  };

  const earliest = (days) => days.filter(Boolean).sort()[0];
  const latest = (days) => days.filter(Boolean).sort().at(-1);

  // A moment, now unless it is given, as day and time of day in a time zone; without one, in the reader's own.
  const moment = (timeZone, date = new Date()) => {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
    const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
    return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
  };

  // For so many days what the site said on a day is taken for what holds, where it was not brought up to date since.
  const HOLDS_FOR_DAYS = 3;

  // The day for which a copy kept on this device tells how its version stands: that on which it was fetched, or where
  // the site had not been brought up to date for long by then, that of the site. Undefined where nothing says so.
  const knownWhenFetched = ({ fetched, stood, since, zone }) => {
    const { day } = moment(zone, new Date(fetched));
    const ofSite = latest([stood, since]);
    return ofSite && after(ofSite, 0, HOLDS_FOR_DAYS) >= day ? day : ofSite;
  };

  // A day that has come for sure: the last of those of which the page knows that the site had reached them.
  const reached = ({ since, stood, siteDay }) => latest([since, stood, siteDay]) ?? "";

  // A cancelled version is withdrawn for programs, and for readers cancelled.
  const statusOf = ({ status, cancelled }) => (status === "withdrawn" && cancelled !== undefined ? "cancelled" : status);

  // ---- Of which day the site is: as-at.json says so, and no page or record. It is asked for with whatever is to be
  // dated, past all caches. What came out of one all the same is no newer than the moment at which the site gave it.

  const NO_LONGER_THAN = 6000;

  const ask = async (path, signal = AbortSignal.timeout(NO_LONGER_THAN)) => {
    const answer = await fetch(new URL(`${path}?asked=${Date.now()}`, ROOT), { cache: "no-store", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };

  // The record of the day. It is to be asked for first: what the site answers afterwards is then no older.
  const ofSite = async (signal) => {
    const record = await (await ask("as-at.json", signal)).json();
    if (!isDay(record.as_at)) throw new TypeError("as_at");
    return record;
  };

  // The day of the site as which an answer counts, by the record of the day; servers write into each when it was given.
  const dayOf = (answer, { as_at: day, time_zone: timeZone }) => {
    const given = Date.parse(answer.headers.get("Date"));
    return given ? earliest([day, moment(timeZone, new Date(given)).day]) : day;
  };

  // ---- Parts of pages

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Put a notice over what the page says of its version; it takes the place of the last one of the same kinds.
  const notify = (kinds, heading, ...words) => {
    document.querySelector(`.notice--${kinds.at(-1)}`)?.remove();
    const notice = made("aside", { className: ["notice", ...kinds.map((kind) => `notice--${kind}`)].join(" ") },
      made("h2", { className: "notice__heading" }, heading), made("p", {}, ...words));
    const box = document.querySelector(".status-box");
    if (box) box.before(notice);
    else document.querySelector("h1")?.after(notice);
    return notice;
  };

  return {
    HOLDS_FOR_DAYS, ROOT, after, earliest, format, inWords, knownWhenFetched, latest, made, moment, notify, reached,
    statusOf,
    site: { NO_LONGER_THAN, ask, dayOf, isDay, ofSite },
  };
})();
