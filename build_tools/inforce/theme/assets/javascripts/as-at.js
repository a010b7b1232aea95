/*
 * Of which day the site is: as-at.json says so, and no page or record. It is asked for with whatever is to be dated,
 * past all caches. What nevertheless came out of one is no newer than the moment at which the site gave it, which
 * servers write into each answer.
 */
const asAt = (root) => {
  "use strict";

  const NO_LONGER_THAN = 6000;
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

  const ask = async (path, signal = AbortSignal.timeout(NO_LONGER_THAN)) => {
    const answer = await fetch(new URL(`${path}?asked=${Date.now()}`, root), { cache: "no-store", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };

  // The record of the day. It is to be asked for first: what the site answers afterwards is then no older.
  const ofSite = async (signal) => {
    const record = await (await ask("as-at.json", signal)).json();
    if (!isDay(record.as_at)) throw new TypeError("as_at");
    return record;
  };

  const dayIn = (timeZone, date) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
    return `${part.year}-${part.month}-${part.day}`;
  };

  // The day of the site as which an answer counts, by the record of the day.
  const dayOf = (answer, { as_at: day, time_zone: timeZone }) => {
    const given = Date.parse(answer.headers.get("Date"));
    return given ? [day, dayIn(timeZone, given)].sort()[0] : day;
  };

  return { ask, dayOf, isDay, ofSite };
};
