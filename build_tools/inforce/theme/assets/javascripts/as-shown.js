/*
 * What readers were shown of a document on a day, from the register of the site. The page says how the register is
 * read by hand; the form is there only where script can answer. The register knows neither of versions that were
 * cancelled nor of withdrawals: the page brings those.
 */
(() => {
  "use strict";

  const { format, moment } = inforce;

  const SAID = inforceWords["as-shown"];

  const form = document.querySelector(".shown-form");
  if (!form) return;
  const { document: which, on } = form.elements;
  const answer = form.querySelector(".shown-form__answer");
  const zone = form.dataset.zone;

  let register; // fetched when the first question is asked, and once

  const read = async () => {
    const answered = await fetch(form.dataset.register, { cache: "no-cache" });
    if (!answered.ok) throw new Error("no register");
    const lines = (await answered.text()).split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line)).map((entry) => ({
      ...entry,
      published: moment(zone, new Date(entry.published_at)),
      number: entry.version.split(".").map(Number),
    }));
  };

  const isHigher = (one, other) => {
    const place = one.number.findIndex((part, at) => part !== other.number[at]);
    return place >= 0 && one.number[place] > other.number[place];
  };

  const highest = (entries) => entries.reduce((best, one) => (!best || isHigher(one, best) ? one : best), null);

  // The versions shown as in force on a day: as it began, and from each time of the day on at which that changed.
  const shownOn = (entries, { names, calledOff }, day) => {
    const due = entries.filter((one) =>
      names.includes(one.document) && !calledOff.includes(one.version) && one.published.day <= day &&
      (one.in_force_from === "unknown" || one.in_force_from <= day));
    const before = (one, time) => one.published.day < day || one.published.time <= time;
    const times = due.filter((one) => one.published.day === day).map((one) => one.published.time);
    const found = [];
    for (const time of [...new Set(["00:00", ...times])].sort()) {
      const version = highest(due.filter((one) => before(one, time)))?.version ?? "";
      if (!found.length || found.at(-1).version !== version) found.push({ time, version });
    }
    return found;
  };

  const sentences = (shown, day) => {
    if (shown.length === 1) {
      const [{ version }] = shown;
      return [version ? format(SAID.allDay, { day, version }) : format(SAID.nothing, { day })];
    }
    return shown.map(({ time, version }) =>
      (version ? format(SAID.from, { day, time, version }) : format(SAID.nothingFrom, { day, time })));
  };

  const tell = (said) => {
    const paragraphs = said.map((words) => Object.assign(document.createElement("p"), { textContent: words }));
    answer.replaceChildren(...paragraphs);
  };

  const ask = async () => {
    const day = on.value;
    // Whoever types a year passes through the years 2 and 20 and 202, which nobody asks about.
    if (!/^[1-9]\d{3}-/.test(day)) return tell([]);
    const today = moment(zone).day;
    if (day > today) return tell([format(SAID.ahead, { day })]);
    try {
      register ??= read();
      const entries = await register;
      if (day !== on.value) return undefined; // another question was asked meanwhile
      const { value: name, dataset: { calledOff, withdrawn, formerly } } = which.selectedOptions[0];
      const names = [name, ...formerly.split(" ")];
      const said = sentences(shownOn(entries, { names, calledOff: calledOff.split(" ") }, day), day);
      if (withdrawn && withdrawn <= day) said.push(format(SAID.withdrawn, { withdrawn }));
      if (day === today) said.push(format(SAID.soFar, { day }));
      return tell(said);
    } catch {
      register = undefined;
      return tell([SAID.noRegister]);
    }
  };

  const asked = new URLSearchParams(location.search);
  on.max = "9999-12-31";
  on.value = asked.get("on") ?? "";
  if ([...which.options].some(({ value }) => value === asked.get("document"))) which.value = asked.get("document");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ask);
  ask();
})();
