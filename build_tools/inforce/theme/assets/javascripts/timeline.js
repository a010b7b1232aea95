/*
 * Marks the day on which the timeline of a history is read, where it lies on the scale of the drawing. The drawing
 * itself names no such day, so it is right whenever it is read.
 */
(() => {
  "use strict";

  const { N_, _, moment } = inforce;
  const page = document.documentElement.dataset;
  const drawing = document.querySelector(".timeline__drawing");
  if (!drawing) return;

  const TODAY = N_("Today, {day}");

  const share = (place) => `${(place * 100).toFixed(2)}%`;

  const shape = (name, attributes, words = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.textContent = words;
    return made;
  };

  // Days are counted as Python counts them: the first of January of the year 1 is day 1.
  const ordinal = (day) => Date.parse(day) / 86_400_000 + 719_163;

  // A word in the outer thirds is turned inwards, so that it has room on the narrowest drawing with words.
  const anchorAt = (place) => (place < 1 / 3 ? "start" : place > 2 / 3 ? "end" : "middle");

  const mark = () => {
    drawing.querySelector(".timeline__today")?.remove();
    const { day } = moment(page.zone);
    const { first, last, axis } = drawing.dataset;
    const place = (ordinal(day) + 0.5 - first) / (last - first);
    if (!(place >= 0 && place <= 1) || day < (page.since ?? "")) return;
    const today = shape("g", { class: "timeline__today" });
    const words = shape("text", { x: share(place), y: "1em", "text-anchor": anchorAt(place) }, _(TODAY, { day }));
    today.append(shape("line", { x1: share(place), x2: share(place), y1: "1.4em", y2: `${axis}em` }), words);
    drawing.append(today);
  };

  mark();
  addEventListener("pageshow", mark);
  addEventListener("inforce:checked", mark); // every few minutes, and when the reader comes back
})();
