/*
 * The page of the history: what a document said on any day, and where the day of reading lies on the timeline. The page
 * carries an answer for each stretch of days, and one for those of which it cannot know yet; this picks one and puts the
 * day into it. The table beside it says the same without script. The drawing names no day of reading until then, so it
 * is right whenever it is read.
 */
(() => {
  "use strict";

  const { format, inWords, latest, moment } = inforce;
  const SAID = inforceWords.history;
  const page = document.documentElement.dataset;
  const panel = document.querySelector(".as-it-stood");
  const drawing = document.querySelector(".timeline__drawing");
  if (!panel) return;

  // ---- The answer for a day

  const field = panel.querySelector("input");
  const said = panel.querySelector(".as-it-stood__answer");
  const links = panel.querySelector(".as-it-stood__links");
  const answers = JSON.parse(panel.dataset.answers);

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
  if (field.value) answer();
  field.addEventListener("input", answer);

  // ---- Today on the timeline

  // Days are counted as Python counts them: the first of January of the year 1 is day 1.
  const ordinal = (day) => Date.parse(day) / 86_400_000 + 719_163;

  // A word in the outer thirds is turned inwards, so that it has room on the narrowest drawing with words.
  const anchorAt = (place) => (place < 1 / 3 ? "start" : place > 2 / 3 ? "end" : "middle");

  const markToday = () => {
    const today = drawing.querySelector(".timeline__today");
    const { day } = moment(page.zone);
    const { first, last } = drawing.dataset;
    const place = (ordinal(day) + 0.5 - first) / (last - first);
    const isOnIt = place >= 0 && place <= 1 && day >= (page.since ?? "");
    today.setAttribute("display", isOnIt ? "inline" : "none");
    today.setAttribute("x", `${(place * 100).toFixed(2)}%`);
    const words = today.querySelector("text");
    words.setAttribute("text-anchor", anchorAt(place));
    words.textContent = format(SAID.today, { day });
  };

  markToday();
  addEventListener("pageshow", markToday);
  addEventListener("inforce:checked", () => { // every few minutes, and when the reader comes back
    markToday();
    answer();
  });
})();
