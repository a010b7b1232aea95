/*
 * What changed since the reader last opened a document, by rule, out of the data by which versions are compared. Which
 * version that was, and when, is kept on this device alone; one button forgets it for every document.
 */
(() => {
  "use strict";

  const { ROOT, N_, _, made, moment } = inforce;
  const SAID = {
    changed: N_("Changed since you read version {version} on {day}: "),
    noRule: N_("no rule"),
    rule: N_("rule {number}"),
    compare: N_("See every change"),
    forget: N_("Forget what I read"),
  };
  const KEPT = `inforce ${ROOT} read`;
  const { document: id, version, standing, zone, fetched } = document.documentElement.dataset;
  const status = document.querySelector(".status-line");
  if (standing !== "in force" || fetched || !status) return;

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
      made("a", { href: `#${ids[wordings[now]]}` }, _(SAID.rule, { number: numbers[now] })));
  };

  const tell = async ({ version: before, day }, notice) => {
    const answer = await fetch(new URL(`api/guidance/${id}/compare.json`, ROOT));
    const links = changedRules(await answer.json(), before);
    const listed = links.length ? links.flatMap((link, place) => (place ? [", ", link] : [link])) : [_(SAID.noRule)];
    const compare = new URL(`guidance/${id}/compare/?old=${before}&new=${version}`, ROOT);
    const forget = made("button", { type: "button", className: "since-read__forget" }, _(SAID.forget));
    forget.addEventListener("click", () => {
      store({});
      notice.remove();
    });
    notice.append(made("p", {}, _(SAID.changed, { version: before, day }), ...listed, ". ",
      made("a", { href: compare }, _(SAID.compare)), " ", forget));
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
  const notice = made("aside", { className: "since-read", ariaLabel: _(SAID.compare) });
  status.after(notice);
  tell(before, notice).catch(() => notice.remove());
})();
