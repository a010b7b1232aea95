/* A rule as one card: its words, its source beside it with the differences marked, and what to do about them. */
import { answered, at, button, demand, fill, idOf, make, plainButton, say, shortName } from "./page.js";

const MARKS = { differs: "mark", added: "ins", removed: "del" };
const SAID = { differs: "Differs: ", added: "Added: ", removed: "Removed: " };

const pieces = (every) => every.map(([text, kind]) => (MARKS[kind]
  ? make(MARKS[kind], {}, make("span", { className: "hidden-visually" }, SAID[kind]), text) : text));

const quoted = (lines) => make("div", { className: "quoted" },
  lines.map((line) => make("p", {}, line.label ? `${line.label} ` : null, pieces(line.pieces))));

const field = (label, control, hint) => {
  const described = hint ? `${control.id}-hint` : undefined;
  if (described) control.setAttribute("aria-describedby", described);
  return make("div", { className: "field" }, make("label", { for: control.id }, label),
    hint ? make("p", { className: "hint", id: described }, hint) : null, control);
};

/** What the form asks before a difference counts as declared; the words come from the check. */
const declaration = (difference, id, declare, cancel) => {
  const input = (name, value = "", readOnly = false) => make("input", { id: `${id}-${name}`, className: "input", value, readOnly });
  const ours = input("ours", difference.ours, true);
  const theirs = input("theirs", difference.theirs, true);
  const reason = input("reason");
  const who = input("who");
  const same = make("input", { type: "checkbox", id: `${id}-same` });
  const wrong = make("div", { id: `${id}-wrong`, className: "wrong-line", role: "alert" });
  const save = () => {
    answered(wrong.parentElement, wrong);
    const missing = [[reason, "Write why your words differ: readers see it."], [who, "Write which role or board it was."]]
      .find(([control]) => !control.value.trim() && (control === reason || difference.needs));
    if (missing) {
      demand(missing[0], wrong, missing[1]);
      return;
    }
    const departure = { ours: difference.ours, theirs: difference.theirs, reason: reason.value.trim() };
    if (difference.needs === "decider" && same.checked) Object.assign(departure, { meaning: "same", decided_by: who.value.trim() });
    else if (who.value.trim()) departure.approved_by = who.value.trim();
    declare(departure);
  };
  const lead = difference.needs === "approver" ? "Readers see this beside the rule. It touches the meaning, so it needs an approver."
    : difference.needs === "decider" ? "Readers see this beside the rule. These are other words: a person decides whether they mean the same."
      : "Readers see this beside the rule.";
  return make("section", { className: "declare", "aria-labelledby": `${id}-title` },
    make("h3", { id: `${id}-title`, tabIndex: -1 }, "Declare this difference"), make("p", {}, lead), wrong,
    make("div", { className: "halves" },
      field("Your words", ours, difference.ours ? "" : "Left out here"),
      field("The source’s words", theirs, difference.theirs ? "" : "Added here"),
      field("Why do your words differ?", reason, "One sentence that readers will understand"),
      difference.needs ? field(difference.needs === "approver" ? "Who approved it?" : "Who decided or approved it?", who, "A role or a board, not a name") : null),
    difference.needs === "decider" ? make("p", { className: "check" }, same, make("label", { for: same.id }, "They decided that both mean the same")) : null,
    make("p", { className: "acts" }, button("Save this difference", save, { className: "button second" }), plainButton("Cancel", cancel)));
};

/** Draws the card of the rule at *path*; *shown* is what the last check said of it. */
export const card = (form, path, shown, actions) => {
  const rule = at(form.values, path);
  const id = idOf(path);
  const isText = !("id" in rule);
  const title = isText ? "Text between rules" : `Rule ${shown?.name ?? ""}`.trim();
  const open = { declaring: null };
  const group = isText ? "RunningText" : "Rule";
  const words = form.fieldsOf(group).find((one) => one.name === "text");
  const control = form.control({ ...words, required: true }, [...path, "text"], { label: isText ? "Words" : "Words of the rule" });
  const text = control.querySelector("textarea");
  if (form.fresh.has(rule)) { // nothing leads to it yet: its name goes with its words
    text.addEventListener("input", () => {
      const taken = form.idsBeside(rule);
      rule.id = shortName(text.value, taken);
      const shownId = document.getElementById(`${id}-id`);
      if (shownId) shownId.value = rule.id;
    });
  }
  const box = make("section", { className: "card", id, "aria-labelledby": `${id}-title`, tabIndex: -1 },
    make("div", { className: "card-head" }, make("h2", { id: `${id}-title`, tabIndex: -1 }, title),
      plainButton("Move up", () => actions.move(-1), { "data-act": "up", "aria-keyshortcuts": "Alt+ArrowUp" }),
      plainButton("Move down", () => actions.move(1), { "data-act": "down", "aria-keyshortcuts": "Alt+ArrowDown" }),
      plainButton("Remove", actions.remove)),
    make("div", { className: "wrong", id: `${id}-wrong` }));
  const source = make("div", { className: "source" });
  const declaring = make("div", {});
  box.append(isText ? control : make("div", { className: "halves" }, control, source), declaring);
  const change = make("details", { className: "fold" }, make("summary", {}, "Compare with the version before"), make("div", {}));
  if (!isText) {
    box.append(change,
      make("details", { className: "fold" }, make("summary", {}, "Sources and declared differences"),
        form.list(form.fieldsOf("Rule").find((one) => one.name === "citations"), [...path, "citations"])),
      make("details", { className: "fold" }, make("summary", {}, "Local practice, strength, notes and the rest"),
        form.group("Rule", path, { without: ["text", "citations"] })));
  }
  box.addEventListener("keydown", (event) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      actions.move(event.key === "ArrowUp" ? -1 : 1);
    }
  });

  const close = (focus) => {
    open.declaring = null;
    declaring.replaceChildren();
    source.querySelector(focus ?? "[data-act=declare]")?.focus();
  };

  const declare = (citation, difference) => {
    open.declaring = difference;
    declaring.replaceChildren(declaration(difference, `${id}-declare`, (departure) => {
      const cited = at(form.values, [...path, "citations", citation]);
      cited.departures = [...(cited.departures ?? []), departure];
      close();
      say("The difference is declared.");
      actions.redraw();
    }, () => close()));
    declaring.querySelector("h3").focus();
  };

  /** Show what the check said: the source with its differences, and what changed since the version before. */
  const update = (came) => {
    if (isText || !came) return;
    box.querySelector("h2").textContent = `Rule ${came.name}`.trim();
    fill(source, make("h3", {}, "Source"), came.citations.length ? null
      : make("p", {}, "This rule cites no source. To cite one, open “Sources and declared differences”."));
    came.citations.forEach((citation, place) => {
      const count = citation.differences.length;
      const left = citation.differences.filter((one) => !one.declared);
      source.append(make("p", { className: "source-line" }, `${citation.source.replace(/^Source: /, "")}. `,
        make("strong", { className: `verdict ${citation.verdict_kind}` }, `${citation.verdict}.`),
        count ? ` ${count === 1 ? "1 difference" : `${count} differences`}, underlined.` : "",
        citation.replaced ? " A newer edition took the place of this one." : ""));
      if (citation.lines.length) source.append(quoted(citation.lines));
      const acts = make("p", { className: "acts" });
      if (count && citation.quotes) {
        acts.append(button("Use the source’s words", () => {
          text.value = citation.words;
          text.dispatchEvent(new Event("input"));
          say("The rule has the words of its source now.");
          text.focus();
        }, { className: "button second" }));
      }
      for (const difference of citation.quotes ? left : []) {
        const label = left.length > 1 ? `Declare “${difference.ours || difference.theirs}”` : "Declare this difference";
        acts.append(button(label, () => declare(place, difference), { className: "button second", "data-act": "declare" }));
      }
      source.append(acts);
    });
    const spans = came.change?.spans ?? [];
    const differs = spans.filter(([, kind]) => kind !== "same").length;
    change.hidden = !came.change;
    change.querySelector("summary").textContent = came.change?.kind === "added" ? "This rule is new"
      : differs ? "Compare with the version before: its words changed" : "Compare with the version before: the same words";
    change.querySelector("div").replaceChildren(make("p", { className: "redline" }, spans.length ? pieces(spans) : "Nothing is different in its words."));
  };
  return { box, update, focus: () => box.querySelector("h2").focus() };
};
