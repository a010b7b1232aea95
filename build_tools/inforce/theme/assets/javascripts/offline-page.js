/*
 * The page on reading without network: what is kept on this device, and the button that saves all guidance in force,
 * with its size beforehand, how far it has come, and a way to stop.
 */
(() => {
  "use strict";

  const { ROOT, format, made, moment } = inforce;
  const part = (name) => document.querySelector(`[data-offline=${name}]`);
  const form = part("form");
  if (!form || !("serviceWorker" in navigator) || location.protocol === "file:") return;

  const SAID = inforceWords["offline-page"];

  const copies = savedCopies(ROOT.href);
  const say = (words = "") => {
    part("status").textContent = words;
  };

  const chosen = () => [...form.querySelectorAll("input:checked")].map((box) => box.value);

  const showSize = (list) => {
    const topics = chosen();
    const number = Math.ceil(copies.sizeOf(list, topics) / 100_000) / 10;
    part("size").textContent = topics.length ? format(SAID.size, { number }) : SAID.nothingChosen;
    part("save").disabled = !topics.length;
  };

  // What is kept, by the titles of the pages.
  const showPages = (pages) => {
    part("kept").replaceChildren(...pages.map(({ path, title }) =>
      made("li", {}, made("a", { href: new URL(path, ROOT) }, title))));
    part("kept-section").hidden = !pages.length;
  };

  const showKept = async () => showPages(await copies.keptPages("guidance/"));

  // Why the page has not what the reader came for.
  const showInstead = (words) => {
    part("wanted").textContent = words;
    part("wanted").hidden = false;
  };

  // The topics stay as they are while they are saved. Where the button that was pressed goes, the focus is not lost.
  const showRunning = (isRunning) => {
    const hadFocus = [part("save"), part("cancel")].includes(document.activeElement);
    form.querySelector("fieldset").disabled = isRunning;
    part("save").disabled = isRunning;
    part("cancel").hidden = !isRunning;
    part("progress").hidden = !isRunning;
    part("remove").hidden = isRunning;
    if (hadFocus) part(isRunning ? "cancel" : "save").focus();
  };

  const whyItEnded = ({ name }, { all }) => {
    if (name === "Removed") return SAID.removed;
    if (name === "Retired") return SAID.retired;
    if (name === "AbortError") return all ? SAID.stopped : SAID.stoppedBefore;
    if (name === "QuotaExceededError") return SAID.full;
    if (name === "DataError") return SAID.otherAnswer;
    return all ? SAID.noNetwork : SAID.noNetworkBefore;
  };

  let running = new AbortController();

  const save = async () => {
    running = new AbortController();
    const topics = chosen();
    const came = { done: 0, all: 0 };
    const progress = (done, all) => {
      Object.assign(came, { done, all });
      part("progress").max = all;
      part("progress").value = done;
      part("progress-words").textContent = format(SAID.begun, came);
    };
    showRunning(true);
    say();
    if (await copies.isBusy()) part("progress-words").textContent = SAID.waiting;
    navigator.storage?.persist?.(); // asked, not needed: the browser may keep it longer then
    let isGone = false;
    try {
      await copies.save({ topics, signal: running.signal, progress });
      say(format(SAID.saved, { ...moment(), ...came }));
    } catch (error) {
      isGone = ["Removed", "Retired"].includes(error.name); // or is just about to be
      say(format(whyItEnded(error, came), came));
    }
    part("progress-words").textContent = "";
    showRunning(false);
    if (!isGone) await showKept();
  };

  const remove = async () => {
    await copies.removeAll();
    localStorage.removeItem(`inforce ${ROOT} read`); // what was read, which since-read.js keeps
    say(SAID.removed);
    await showKept();
  };

  // All copies go, whichever tab or worker removes them; where the site keeps none any more, none can be saved.
  const showGone = ({ data }) => {
    showPages([]);
    if (data !== "Retired") return;
    showInstead(SAID.retired);
    form.hidden = true;
  };

  // What was saved before, and whether something is missing of what was to be saved.
  const showSaved = async () => {
    const { begun, chosen: before, readAt } = await copies.readNote();
    const isBusy = begun.length && await copies.isBusy();
    // It may be no save that goes on, but the worker that looks what changed: what is missing is said when it is done.
    if (isBusy) navigator.locks.request(copies.SITE, () => {}).then(() => part("cancel").hidden && showSaved());
    const isUnfinished = begun.length && !isBusy;
    if (isUnfinished) say(SAID.unfinished);
    else if (readAt && before.length) say(format(SAID.savedBefore, moment(undefined, new Date(readAt))));
    const topics = isUnfinished ? begun : before;
    if (!topics.length) return;
    for (const box of form.querySelectorAll("input")) box.checked = topics.includes(box.value);
  };

  const begin = async () => {
    const wanted = new URLSearchParams(location.search).get("wanted");
    if (wanted) showInstead(format(SAID.notKept, { address: wanted }));
    if (await copies.keptPaths().then(() => false, () => true)) {
      part("without-script").textContent = SAID.refused;
      return;
    }
    part("without-script").hidden = true;
    form.hidden = false;
    await showSaved();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    part("cancel").addEventListener("click", () => running.abort());
    part("remove").addEventListener("click", remove);
    new BroadcastChannel(copies.SITE).addEventListener("message", showGone);
    showRunning(false);
    await showKept();
    try {
      const list = await copies.readList();
      form.addEventListener("change", () => showSize(list));
      showSize(list);
    } catch {
      part("size").textContent = SAID.noList;
      part("save").disabled = true;
    }
  };

  begin();
})();
