/*
 * What readers were shown of a document on a day, from the register of the site. The page says how the register is
 * read by hand; the form is there only where script can answer. Old registers know neither of versions that were
 * cancelled nor of withdrawals: the page brings those.
 */
(() => {
  "use strict";

  const { format, made, moment } = inforce;
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
    return lines.map((line) => JSON.parse(line)).map((entry) => {
      const { day, time } = moment(zone, new Date(entry.published_at));
      return { ...entry, published: `${day} ${time}` };
    });
  };

  const highest = (entries) => {
    const byNumber = (one, other) => one.localeCompare(other, "en", { numeric: true });
    return entries.map(({ version }) => version).sort(byNumber).at(-1) ?? "";
  };

  // The versions shown as in force on a day: as it began, and from each time of the day on at which that changed.
  const shownOn = (entries, { names, calledOff }, day) => {
    const due = entries.filter((one) => names.includes(one.document) && !calledOff.includes(one.version) &&
      (one.in_force_from === "unknown" || one.in_force_from <= day));
    const times = due.filter(({ published }) => published.startsWith(day)).map(({ published }) => published.slice(-5));
    const shown = ["00:00", ...times].sort().map((time) => (
      { time, version: highest(due.filter(({ published }) => published <= `${day} ${time}`)) }
    ));
    return shown.filter(({ version }, place) => version !== shown[place - 1]?.version);
  };

  const sentences = (shown, day) => {
    const [some, none] = shown.length === 1 ? [SAID.allDay, SAID.nothing] : [SAID.from, SAID.nothingFrom];
    return shown.map(({ time, version }) => format(version ? some : none, { day, time, version }));
  };

  const tell = (said) => answer.replaceChildren(...said.map((words) => made("p", {}, words)));

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
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ask);
  ask();
})();
