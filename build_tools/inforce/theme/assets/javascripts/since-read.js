/*
 * What changed since the reader last opened a document, by rule, out of the data by which versions are compared. Which
 * version that was, and when, is kept on this device alone; one button forgets it for every document.
 */
(() => {
  "use strict";

  const { ROOT, format, made, moment } = inforce;
  const SAID = inforceWords["since-read"];
  const KEPT = `inforce ${ROOT} read`;
  const { document: id, version, status, zone, fetched } = document.documentElement.dataset;
  const line = document.querySelector(".status-line");
  if (status !== "in force" || fetched || !line) return;

  const store = (read) => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(read));
    } catch {
      // a browser that keeps nothing: nobody is told what changed
    }
  };

  // The rules that are worded otherwise now, as links to them, in the order of the page.
  const changedRules = ({ versions, rules }, before) => {
    const [old, now] = [before, version].map((one) => versions.indexOf(one));
    const changed = rules.filter(({ wordings }) => wordings[now] !== null && wordings[now] !== wordings[old]);
    return changed.sort((one, other) => one.places[now] - other.places[now]).map(({ ids, wordings, numbers }) =>
      made("a", { href: `#${ids[wordings[now]]}` }, format(SAID.rule, { number: numbers[now] })));
  };

  const tell = async ({ version: before, day }, notice) => {
    const answer = await fetch(new URL(`api/guidance/${id}/compare.json`, ROOT));
    const links = changedRules(await answer.json(), before);
    const listed = links.length ? links.flatMap((link, place) => (place ? [", ", link] : [link])) : [SAID.noRule];
    const compare = new URL(`guidance/${id}/compare/?old=${before}&new=${version}`, ROOT);
    const forget = made("button", { type: "button", className: "since-read__forget" }, SAID.forget);
    forget.addEventListener("click", () => {
      store({});
      notice.remove();
    });
    notice.append(made("p", {}, format(SAID.changed, { version: before, day }), ...listed, ". ",
      made("a", { href: compare }, SAID.compare), " ", forget));
  };

  let read = {};
  try {
    read = JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    // as above, or something else was kept there
  }
  const before = read[id];
  store({ ...read, [id]: { version, day: moment(zone).day } });
  if (!before || before.version === version) return;
  const notice = made("aside", { className: "since-read", ariaLabel: SAID.compare });
  line.after(notice);
  tell(before, notice).catch(() => notice.remove());
})();
