/*
 * The page on reading without network: what is kept on this device, and the button that saves all guidance in force,
 * with its size beforehand, how far it has come, and a way to stop.
 */
(() => {
  "use strict";

  const { ROOT, N_, _, made, moment } = inforce;
  const part = (name) => document.querySelector(`[data-offline=${name}]`);
  const form = part("form");
  if (!form || !("serviceWorker" in navigator) || location.protocol === "file:") return;

  const SAID = {
    notKept: N_("The page {address} is not saved on this device. You can read it when you are online."),
    size: N_("About {size}. Pages already on this device will not be downloaded again."),
    nothingChosen: N_("Choose at least one topic."),
    begun: N_("{done} of {all} files are saved."),
    saved: N_("Saved on {day} at {time}: {all} files. They are kept up to date whenever you visit this site."),
    savedBefore: N_("Last updated on {day} at {time}."),
    waiting: N_("Waiting for another save or update to finish."),
    stopped: N_("Stopped: {done} of {all} files are saved. Save again to continue."),
    stoppedBefore: N_("Stopped before it began. Copies saved earlier are still here."),
    unfinished: N_("Saving did not finish: some of what you chose is not saved. Save again to continue."),
    full: N_("There is not enough space on this device: {done} of {all} files are saved. Free up some space, or " +
      "choose fewer topics."),
    otherAnswer: N_("Something other than this site answered, such as a login page: {done} of {all} files are saved. " +
      "Open a page of this site, then save again to continue."),
    noNetwork: N_("We could not reach the site: {done} of {all} files are saved. Save again to continue."),
    noNetworkBefore: N_("We could not reach the site. Copies saved earlier are still here."),
    noList: N_("You need to be online to see what can be saved."),
    removed: N_("All copies were removed from this device."),
    retired: N_("This site does not save pages on your device. You can print each page of guidance or use its PDF. " +
      "The copy says how long you can rely on it."),
    refused: N_("Your browser settings do not allow this site to save pages. You can print each page of guidance or use " +
      "its PDF. The copy says how long you can rely on it."),
    megabytes: N_("{number} MB"),
    kilobytes: N_("{number} kB"),
  };

  const copies = savedCopies(ROOT.href);
  const say = (words = "") => {
    part("status").textContent = words;
  };

  const inUnits = (bytes) =>
    bytes < 1e6 ? _(SAID.kilobytes, { number: Math.ceil(bytes / 1000) })
      : _(SAID.megabytes, { number: (bytes / 1e6).toFixed(1) });

  const chosen = () => [...form.querySelectorAll("input:checked")].map((box) => box.value);

  const showSize = (list) => {
    const topics = chosen();
    part("size").textContent = topics.length ? _(SAID.size, { size: inUnits(copies.sizeOf(list, topics)) })
      : _(SAID.nothingChosen);
    part("save").disabled = !topics.length;
  };

  // What is kept, by the titles of the pages.
  const showKept = async () => {
    const pages = await copies.keptPages("guidance/");
    part("kept").replaceChildren(...pages.map(({ path, title }) =>
      made("li", {}, made("a", { href: new URL(path, ROOT) }, title))));
    part("kept-section").hidden = !pages.length;
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
      part("progress-words").textContent = _(SAID.begun, came);
    };
    showRunning(true);
    say();
    if (await copies.isBusy()) part("progress-words").textContent = _(SAID.waiting);
    navigator.storage?.persist?.(); // asked, not needed: the browser may keep it longer then
    let isGone = false;
    try {
      await copies.save({ topics, signal: running.signal, progress });
      say(_(SAID.saved, { ...moment(), ...came }));
    } catch (error) {
      isGone = ["Removed", "Retired"].includes(error.name); // or is just about to be
      say(_(whyItEnded(error, came), came));
    }
    part("progress-words").textContent = "";
    showRunning(false);
    if (!isGone) await showKept();
  };

  const remove = async () => {
    await copies.removeAll();
    localStorage.removeItem(`inforce ${ROOT} read`); // what was read, which since-read.js keeps
    say(_(SAID.removed));
    await showKept();
  };

  // All copies go, whichever tab or worker removes them; where the site keeps none any more, none can be saved.
  const showGone = ({ data }) => {
    part("kept").replaceChildren();
    part("kept-section").hidden = true;
    if (data !== "Retired") return;
    part("wanted").textContent = _(SAID.retired);
    part("wanted").hidden = false;
    form.hidden = true;
  };

  // What was saved before, and whether something is missing of what was to be saved.
  const showSaved = async () => {
    const { begun, chosen: before, readAt } = await copies.readNote();
    const isBusy = begun.length && await copies.isBusy();
    // It may be no save that goes on, but the worker that looks what changed: what is missing is said when it is done.
    if (isBusy) navigator.locks.request(copies.SITE, () => {}).then(() => part("cancel").hidden && showSaved());
    const isUnfinished = begun.length && !isBusy;
    if (isUnfinished) say(_(SAID.unfinished));
    else if (readAt && before.length) say(_(SAID.savedBefore, moment(undefined, new Date(readAt))));
    const topics = isUnfinished ? begun : before;
    if (!topics.length) return;
    for (const box of form.querySelectorAll("input")) box.checked = topics.includes(box.value);
  };

  const begin = async () => {
    const wanted = new URLSearchParams(location.search).get("wanted");
    if (wanted) {
      part("wanted").textContent = _(SAID.notKept, { address: wanted });
      part("wanted").hidden = false;
    }
    if (await copies.keptPaths().then(() => false, () => true)) {
      part("without-script").textContent = _(SAID.refused);
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
      part("size").textContent = _(SAID.noList);
      part("save").disabled = true;
    }
  };

  begin();
})();
