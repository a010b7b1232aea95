/*
 * The date box of the history: what a document said on any day. The page carries an answer for each stretch of days,
 * and one for those of which it cannot know yet; this picks one and puts the day into it. The table beside it says the
 * same without script.
 */
(() => {
  "use strict";

  const { latest } = inforce;
  const page = document.documentElement.dataset;
  const panel = document.querySelector(".as-it-stood");
  if (!panel) return;

  const field = panel.querySelector("input");
  const said = panel.querySelector(".as-it-stood__answer");
  const links = panel.querySelector(".as-it-stood__links");
  const answers = JSON.parse(panel.dataset.answers);
  const months = JSON.parse(panel.dataset.months);

  // Days are written year-month-day, so that comparing them as text compares them as days.
  const inWords = (written) => {
    const [year, month, day] = written.split("-").map(Number);
    const parts = { year, month: months[month - 1], day };
    return panel.dataset.date.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  };

  const answerFor = (day) => answers.find(({ first, last }) => (!first || first <= day) && (!last || day <= last));

  const linksOf = (item) => {
    const there = item ? document.getElementById(item).querySelectorAll(".page-links a") : [];
    return [...there].flatMap((link) => [link.cloneNode(true), " "]);
  };

  // Whoever types a year passes through the years 2 and 20 and 202, which nobody asks about.
  const asked = () => (/^[1-9]\d{3}-/.test(field.value) ? field.value : "");

  // Up to the day on which the page was last confirmed, or kept, what it says took place; the rest is planned.
  const hasCome = (day) => day <= (latest([page.confirmed, page.stood, page.since]) ?? "");

  const answer = () => {
    const day = asked();
    const found = day ? answerFor(day) : { pieces: [], planned: [], item: "" };
    const pieces = found.planned.length && !hasCome(day) ? found.planned : found.pieces;
    said.textContent = pieces.join(day && inWords(day));
    links.replaceChildren(...linksOf(found.item));
    if (day && location.protocol !== "file:") history.replaceState(null, "", `?on=${day}${location.hash}`);
  };

  field.max = "9999-12-31";
  field.value = new URLSearchParams(location.search).get("on") ?? "";
  panel.hidden = false;
  if (field.value) answer();
  field.addEventListener("input", answer);
  addEventListener("inforce:checked", answer);
})();
