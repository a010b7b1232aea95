/* One file that is being changed: its parts at the side, the part that is open, and what the check says of it. */
import { card } from "./card.js";
import { draftsBeside, forget, keep } from "./drafts.js";
import { ask, savesIntoFiles } from "./engine.js";
import { Form } from "./form.js";
import { at, button, counted, fill, idOf, inWords, isWithin, make, plainButton, say, shortened } from "./page.js";
import { save } from "./saving.js";

const WAIT = 150;
const KINDS = ["first", "patch", "minor", "major"];
const SIZES = { first: "First version", patch: "Patch: how words are written", minor: "Minor change", major: "Major change" };
const TOPS = { version: "VersionText", document: "DocumentDetails", edition: "EditionDetails" };
const WARNING = "▲";
const WEIGHTS = {
  approver: "The difference changes the meaning.",
  decider: "These are other words. A person has to decide whether they mean the same.",
  "": "The words are the same, written in another way.",
};

/** Open every fold around *element*: an error is never hidden in one. */
const unfold = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

export class Editing {
  constructor(main, there, draft, name, home) {
    Object.assign(this, { main, there, draft, name, home, problems: [], seen: {}, part: null, asked: 0 });
    this.form = new Form(there.fields, there.sources, draft.values, () => this.changed());
  }

  get values() { return this.draft.values; }

  // What there is to open ---------------------------------------------------------------------------------------------

  *parts() {
    yield { key: "about", label: this.draft.kind === "version" ? "About this version" : "All of it", path: [] };
    if (this.draft.kind === "version") yield* this.sectionParts(this.values, []);
  }

  *sectionParts(holder, path) {
    for (const [place, section] of (holder.sections ?? []).entries()) {
      const own = [...path, "sections", place];
      yield { key: own.join("."), label: section.heading || "A section without a heading", path: own, section: true };
      for (const [spot, rule] of (section.rules ?? []).entries()) {
        const name = [...own, "rules", spot];
        const shown = (this.seen.rules ?? []).find((one) => one.path.join(".") === name.join("."));
        yield { key: name.join("."), label: shortened(rule.text || "A rule without words"), number: shown?.name ?? "", path: name, rule: true, shown };
      }
      yield* this.sectionParts(section, own);
    }
  }

  partOf(path) {
    return [...this.parts()].filter((part) => isWithin(path, part.path)).sort((one, other) => other.path.length - one.path.length)[0];
  }

  /** What is said of a problem, and what to do: of a field that is missing or shown empty, only that. */
  worded({ code, path, what, remedy, severity }) {
    if (code === "missing-field") {
      if (["rules", "sections"].includes(path.at(-1))) return [what, `Choose “+ Add a ${path.at(-1).slice(0, -1)}”.`];
      const label = path.at(-3) === "rules" && path.at(-1) === "text" ? "Words of the rule" : this.form.labelOf(TOPS[this.draft.kind], path);
      return [`Fill in “${label}”.`, ""];
    }
    if ((code === "placeholder-left" && severity === "error") || at(this.values, path) === "") return [remedy, ""];
    return [what, remedy];
  }

  // Drawing -----------------------------------------------------------------------------------------------------------

  draw(key) {
    this.side = make("nav", { "aria-label": "Parts of this draft", className: "parts" });
    this.pane = make("div", { className: "pane" });
    this.status = make("p", { className: "status" });
    this.bar = make("div", { className: "sum" });
    this.kindNote = make("div", {});
    this.main.replaceChildren(
      make("p", { className: "crumb" }, make("a", { href: "#" }, "All guidance"), " / ", this.name),
      make("h1", { tabIndex: -1 }, this.draft.kind === "version" ? "Change the rules" : this.draft.kind === "document" ? "Change the document" : "Change the edition"),
      this.status, this.kindNote, make("div", { className: "columns" }, this.side, this.pane), this.bar);
    this.open(key ?? [...this.parts()].find((part) => part.rule)?.key ?? "about");
    this.drawBar();
    return this.check();
  }

  open(key, { focus } = {}) {
    this.part = [...this.parts()].find((part) => part.key === key) ?? (["changes", "page"].includes(key) ? { key } : [...this.parts()][0]);
    const { part } = this;
    this.card = null;
    if (part.rule) {
      this.card = card(this.form, part.path, part.shown, {
        move: (step) => this.move(step), remove: () => this.remove(), redraw: () => this.open(part.key),
      });
      this.pane.replaceChildren(this.card.box);
      this.card.update(part.shown);
    } else if (part.section) {
      this.pane.replaceChildren(this.panel("Section", this.form.group("Section", part.path, { without: ["rules", "sections"] })));
    } else if (part.key === "about") {
      this.pane.replaceChildren(this.panel(part.label, this.form.group(TOPS[this.draft.kind], [], { without: ["sections"] })));
    } else {
      this.pane.replaceChildren(this.preview(part.key));
    }
    this.drawSide();
    this.drawProblems();
    if (focus) (this.pane.querySelector("h2") ?? this.pane).focus();
  }

  panel(title, ...inner) {
    return make("section", { className: "card", "aria-labelledby": "part-title" }, make("div", { className: "card-head" },
      make("h2", { id: "part-title", tabIndex: -1 }, title)), make("div", { className: "wrong", id: `${idOf([])}-wrong` }), inner);
  }

  preview(key) {
    const title = key === "page" ? "As readers will see it" : `What changes${this.seen.before ? ` from version ${this.seen.before}` : ""}`;
    const body = this.seen[key];
    const frame = make("iframe", { title, className: "readers", sandbox: "allow-same-origin" });
    const sheets = [...document.querySelectorAll("link[data-readers]")]
      .map((one) => `<link rel="stylesheet" href="${new URL(one.dataset.readers, location.href)}">`).join("");
    frame.srcdoc = `<!doctype html><html lang="${document.documentElement.dataset.language}"><head><meta charset="utf-8">`
      + `<meta name="color-scheme" content="light dark">${sheets}</head><body dir="ltr"><div class="md-container"><main class="md-main">`
      + `<div class="md-main__inner md-grid"><div class="md-content"><article class="md-content__inner md-typeset">${body ?? ""}</article></div></div></main></div></body></html>`;
    return this.panel(title, body ? frame
      : make("p", {}, key === "changes" && this.seen.page ? "There is no version before this one." : "It is shown as soon as the draft can be read. Put right what the check says first."));
  }

  drawSide() {
    const entry = (part) => {
      const count = this.problems.filter((problem) => problem.severity === "error" && this.partOf(problem.path)?.key === part.key).length;
      return make("li", { className: part.section ? "section" : "" }, make("button", {
        type: "button", onclick: () => this.open(part.key, { focus: true }), "aria-current": part.key === this.part.key ? "true" : null,
      }, part.number ? make("span", { className: "number" }, `${part.number} `) : null, make("span", { className: "cut" }, part.label),
      count ? make("span", { className: "count" }, `${WARNING} `, make("span", { className: "hidden-visually" }, counted(count, "problem"))) : null));
    };
    const list = make("ol", {}, [...this.parts()].map(entry));
    if (this.draft.kind === "version") {
      list.append(make("li", {}, make("button", { type: "button", onclick: () => this.addRule() }, "+ Add a rule")),
        make("li", {}, make("button", { type: "button", onclick: () => this.addSection() }, "+ Add a section")),
        ...[["changes", "What changes"], ["page", "As readers will see it"]].map(([key, label]) => entry({ key, label, section: true })));
    }
    const { scrollTop } = this.side.firstElementChild ?? {};
    this.side.replaceChildren(list);
    list.scrollTop = scrollTop ?? 0;
    const current = list.querySelector("[aria-current]")?.parentElement;
    if (current) list.scrollTop = Math.min(current.offsetTop - list.offsetTop, Math.max(list.scrollTop, current.offsetTop + current.offsetHeight - list.offsetTop - list.clientHeight));
  }

  drawStatus() {
    const facts = [];
    if (this.draft.kind === "version") {
      facts.push(make("strong", {}, this.values.in_force_from ? `Draft. Applies from ${inWords(this.values.in_force_from)}` : "Draft"),
        SIZES[this.values.change?.kind] ?? "", `Version ${this.values.version}`);
    }
    if (this.noRoom) facts.push("Not kept on this device: its storage is full. Save before you leave this page.");
    else if (this.draft.kept) facts.push(`Kept on this device at ${new Date(this.draft.kept).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
    this.status.replaceChildren(...facts.flatMap((fact, place) => (place ? [" · ", fact] : [fact])));
  }

  /** What the check says: each problem at its field where that is on the page, else at the top of its part. */
  drawProblems() {
    this.pane.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    this.pane.querySelectorAll(".wrong").forEach((one) => one.replaceChildren());
    for (const problem of this.problems) {
      const spot = this.spotOf(problem);
      if (!spot) continue;
      const isError = problem.severity === "error";
      if (spot.control && isError) spot.control.setAttribute("aria-invalid", "true");
      if (isError) unfold(spot.box);
      const shows = problem.typed && !["departure-undeclared", "missing-field"].includes(problem.code);
      const short = this.shortOf(problem);
      const [what, remedy] = this.worded(problem);
      spot.box.append(make("div", { className: `message ${problem.severity}` }, make("p", {}, make("span", { "aria-hidden": "true" }, `${WARNING} `), short ?? what),
        short && make("details", { className: "fold" }, make("summary", {}, "What the check says in full"), make("p", {}, problem.what)),
        remedy && make("p", { className: "remedy" }, remedy),
        shows ? make("details", { className: "fold" }, make("summary", {}, "As it is written in the file"), make("pre", {}, problem.typed)) : null));
    }
    this.drawKind();
  }

  /** What an undeclared difference amounts to, in one line, where its source stands beside the rule anyway. */
  shortOf(problem) {
    const citation = problem.code === "departure-undeclared" && problem.path.at(-2) === "citations"
      && (this.seen.rules ?? []).find((one) => isWithin(problem.path, one.path))?.citations[problem.path.at(-1)];
    const difference = citation && citation.differences.find((one) => one.typed === problem.typed);
    if (!difference) return null;
    return `${difference.sentence} ${difference.reverses ? "The difference reverses the meaning." : WEIGHTS[difference.needs]}`;
  }

  spotOf(problem) {
    if (this.partOf(problem.path)?.key !== this.part.key) return null;
    const { path } = problem;
    const quotes = path.includes("citations") && problem.code.startsWith("departure-undeclared");
    if (quotes) {
      const text = document.getElementById(idOf([...this.part.path, "text"]));
      return { control: text, box: document.getElementById(`${text.id}-wrong`) };
    }
    for (let length = path.length; length >= 0; length -= 1) {
      const id = idOf(path.slice(0, length));
      const box = document.getElementById(`${id}-wrong`);
      if (box) {
        const found = document.getElementById(id);
        return { control: found?.matches("input, textarea, select") ? found : null, box };
      }
    }
    return null;
  }

  /** Offer the kind of change that what was changed amounts to, where it is larger than the one that was chosen. */
  drawKind() {
    const declared = this.values.change?.kind;
    const larger = this.draft.kind === "version" && this.seen.kind && declared !== "first"
      && KINDS.indexOf(this.seen.kind) > KINDS.indexOf(declared);
    const misnumbered = this.problems.some((problem) => problem.code === "number-not-of-its-kind");
    fill(this.kindNote, larger ? make("p", { className: "offer" },
      `What you changed is more than a ${declared} change: it is a ${this.seen.kind} one. `,
      button(`Make it a ${this.seen.kind} change`, () => this.renumber(this.seen.kind), { className: "button second" }))
      : misnumbered && make("p", { className: "offer" }, `Version ${this.values.version} is not the number of a ${declared} change. `,
        button(`Give it the number of a ${declared} change`, () => this.renumber(declared), { className: "button second" })));
  }

  drawBar() {
    const errors = this.problems.filter((problem) => problem.severity === "error");
    const first = errors[0];
    const words = this.refused ? "This draft cannot be checked"
      : !this.checked ? "Checking…" : errors.length ? `${counted(errors.length, "problem")} ${errors.length === 1 ? "stops" : "stop"} publication` : "Nothing stops publication";
    if (this.checked && words !== this.announced) {
      if (this.announced) say(words);
      this.announced = words;
    }
    const label = savesIntoFiles ? "Save into the files" : errors.length || this.refused ? "Propose as a draft" : "Propose this change";
    this.bar.className = `sum ${errors.length || this.refused ? "error" : "right"}`;
    fill(this.bar, make("p", {}, make("strong", {}, words)),
      this.refused ? make("p", {}, `${this.refused.message} ${this.refused.remedy ?? ""}`) : null,
      first ? plainButton(shortened(this.worded(first)[0], 90), () => this.show(first)) : null,
      make("p", { className: "acts" }, button(label, () => this.save())), this.savedNote);
  }

  show(problem) {
    this.open(this.partOf(problem.path)?.key ?? "about");
    const spot = this.spotOf(problem);
    if (spot) unfold(spot.box);
    const target = spot?.control ?? spot?.box;
    if (!target) return;
    if (!spot.control) target.tabIndex = -1;
    target.focus();
    target.scrollIntoView({ block: "center" });
  }

  // Changing ----------------------------------------------------------------------------------------------------------

  changed() {
    this.savedNote = null;
    this.noRoom = !keep(this.draft);
    window.onbeforeunload = this.noRoom ? (event) => event.preventDefault() : null;
    this.drawStatus();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), WAIT);
  }

  async check() {
    this.asked += 1;
    const mine = this.asked;
    const others = Object.fromEntries(draftsBeside(this.draft.file).map((one) => [one.file, one.written ?? one.content]));
    try {
      const came = await ask("check", { file: this.draft.file, content: this.draft.content, values: this.values, others });
      if (mine !== this.asked) return;
      this.refused = null;
      this.problems = came.problems;
      this.seen = came.page === undefined ? { ...this.seen, rules: this.seen.rules } : came;
      this.draft.written = came.content;
      if (this.draft.kept) keep(this.draft);
    } catch (refused) {
      if (mine !== this.asked) return;
      this.refused = refused;
    }
    this.checked = true;
    this.drawStatus();
    this.drawSide();
    this.drawProblems();
    this.drawBar();
    this.card?.update((this.seen.rules ?? []).find((one) => one.path.join(".") === this.part.key));
    if (["changes", "page"].includes(this.part.key)) this.pane.replaceChildren(this.preview(this.part.key));
    document.documentElement.dataset.checked = String(mine);
  }

  holder() {
    const { path } = this.part;
    return { list: at(this.values, path.slice(0, -1)), place: path.at(-1), before: path.slice(0, -1) };
  }

  move(step) {
    const { list, place, before } = this.holder();
    const next = place + step;
    if (next < 0 || next >= list.length) {
      say(step < 0 ? "This is the first rule of its section." : "This is the last rule of its section.");
      return;
    }
    list.splice(next, 0, list.splice(place, 1)[0]);
    this.seen = { ...this.seen, rules: [] };
    this.changed();
    this.open([...before, next].join("."));
    this.pane.querySelector(`[data-act=${step < 0 ? "up" : "down"}]`)?.focus();
    say(`Moved to place ${next + 1} of ${list.length}.`);
  }

  remove() {
    const { list, place, before } = this.holder();
    const [gone] = list.splice(place, 1);
    this.seen = { ...this.seen, rules: [] };
    this.changed();
    const left = Math.min(place, list.length - 1);
    this.open(left >= 0 ? [...before, left].join(".") : before.slice(0, -1).join("."), { focus: true });
    const undo = () => {
      list.splice(place, 0, gone);
      this.changed();
      this.open([...before, place].join("."), { focus: true });
      say("The rule is back.");
    };
    this.pane.prepend(make("p", { className: "offer" }, "The rule was removed. ", button("Undo", undo, { className: "button second" })));
    say("The rule was removed. Undo is the first button of this part.");
  }

  addRule() {
    const path = this.part.rule ? this.part.path.slice(0, -2) : this.part.section ? this.part.path : ["sections", 0];
    if (!at(this.values, path)) {
      this.addSection();
      return;
    }
    const section = at(this.values, path);
    section.rules ??= [];
    const place = this.part.rule ? this.part.path.at(-1) + 1 : section.rules.length;
    const rule = { id: `rule-${section.rules.length + 1}`, text: "" };
    this.form.fresh.add(rule);
    section.rules.splice(place, 0, rule);
    this.seen = { ...this.seen, rules: [] };
    this.changed();
    this.open([...path, "rules", place].join("."));
    this.pane.querySelector("textarea").focus();
    say("A rule was added. Write its words.");
  }

  addSection() {
    this.values.sections ??= [];
    const section = { id: `section-${this.values.sections.length + 1}`, heading: "", rules: [] };
    this.values.sections.push(section);
    this.changed();
    this.open(`sections.${this.values.sections.length - 1}`, { focus: true });
    say("A section was added. Write its heading.");
  }

  async renumber(kind) {
    let came;
    try {
      came = await ask("renumber", { file: this.draft.file, kind, day: this.values.in_force_from });
    } catch (refused) {
      this.kindNote.append(make("p", { className: "message error", role: "alert" }, `${refused.message} ${refused.remedy}`));
      return;
    }
    forget(this.draft.file);
    Object.assign(this.draft, { file: came.file });
    this.values.version = came.number;
    this.values.change.kind = came.kind;
    this.name = this.name.replace(/version \S+$/, `version ${came.number}`);
    this.changed();
    history.replaceState(null, "", `#${this.draft.file}`);
    say(`It is a ${kind} change now, version ${came.number}.`);
    await this.draw(this.part.key);
  }

  async save() {
    clearTimeout(this.timer);
    await this.check();
    if (this.refused) {
      say("Nothing was saved.");
      return;
    }
    const files = [this.draft, ...draftsBeside(this.draft.file).filter((one) => one.file !== this.draft.file)]
      .map((one) => ({ file: one.file, content: one.written ?? one.content, base: one.base ?? null }));
    const isDraft = this.problems.some((problem) => problem.severity === "error");
    try {
      this.savedNote = await save(files, { title: this.name, note: this.values.change?.note ?? "", isDraft });
      if (savesIntoFiles) {
        for (const one of files) forget(one.file);
        Object.assign(this.draft, { content: this.draft.written, base: this.draft.written, new: false, kept: undefined });
      }
    } catch (refused) {
      this.savedNote = make("div", { className: "message error", role: "alert" }, make("p", {}, refused.message), make("p", {}, refused.remedy ?? ""));
    }
    this.drawStatus();
    this.drawBar();
    say(this.savedNote.textContent);
  }
}
