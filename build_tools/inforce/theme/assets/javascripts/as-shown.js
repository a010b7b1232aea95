/*
 * What readers were shown of a document on a day, from the register of the site. The page says how the register is
 * read by hand; the form is there only where script can answer. The register knows neither of versions that were
 * cancelled nor of withdrawals: the page brings those.
 */
(() => {
  "use strict";

  const { N_, _, moment } = inforce;

  const SAID = {
    allDay: N_("On {day} this site showed version {version}, all day."),
    from: N_("On {day} from {time}, this site showed version {version}."),
    nothing: N_("On {day} this site showed no current version of this document."),
    nothingFrom: N_("On {day} from {time}, this site showed no current version of this document."),
    ahead: N_("{day} has not come yet. What will be shown then depends on what is published until it has."),
    withdrawn: N_("This document was withdrawn on {withdrawn}. The register does not record when the site began " +
      "to show this."),
    soFar: N_("{day} is not over, so this may change."),
    noRegister: N_("We cannot read the register of this site. It is there once the site has been published."),
  };

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
      return [version ? _(SAID.allDay, { day, version }) : _(SAID.nothing, { day })];
    }
    return shown.map(({ time, version }) =>
      (version ? _(SAID.from, { day, time, version }) : _(SAID.nothingFrom, { day, time })));
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
    if (day > today) return tell([_(SAID.ahead, { day })]);
    try {
      register ??= read();
      const entries = await register;
      if (day !== on.value) return undefined; // another question was asked meanwhile
      const { value: name, dataset: { calledOff, withdrawn, formerly } } = which.selectedOptions[0];
      const names = [name, ...formerly.split(" ")];
      const said = sentences(shownOn(entries, { names, calledOff: calledOff.split(" ") }, day), day);
      if (withdrawn && withdrawn <= day) said.push(_(SAID.withdrawn, { withdrawn }));
      if (day === today) said.push(_(SAID.soFar, { day }));
      return tell(said);
    } catch {
      register = undefined;
      return tell([_(SAID.noRegister)]);
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
