/*
 * The sentence of currency, true on any day on which the page is read: the page carries what is to be said from which
 * day on, and this says what goes with the reader's day, in the time zone of the site.
 */
(() => {
  "use strict";

  const places = document.querySelectorAll("[data-later]");

  const say = () => {
    for (const place of places) {
      const { day } = inforce.moment(place.dataset.zone);
      const [, words] = JSON.parse(place.dataset.later).findLast(([from]) => from <= day) ?? [];
      if (words) place.textContent = words;
    }
  };

  say();
  addEventListener("pageshow", say);
  addEventListener("inforce:checked", say); // every few minutes, and when the reader comes back
})();
