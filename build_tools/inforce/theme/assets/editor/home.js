/* The first view: what there is to change, drafts on this device, and what may be begun. */
import { Refused, ask } from "./engine.js";
import { drafts, draftOf, forget, keep } from "./drafts.js";
import { answered, button, demand, fill, make, plainButton, say } from "./page.js";

const nameOf = (file, there) => {
  const [, kind, name, ...rest] = file.split("/");
  const document_ = there.documents.find((one) => one.id === name);
  if (kind === "sources") return `${name}, edition ${rest[0].replace(".yml", "")}`;
  const title = document_?.title ?? name;
  return rest[0] === "versions" ? `${title}, version ${rest[1].replace(".yml", "")}` : `${title}: what stays the same`;
};

let count = 0;
const input = (label, name, { hint, type = "text", value = "", required = true, rows } = {}) => {
  count += 1;
  const id = `begin-${count}`;
  const properties = { id, name, className: "input", value, required, "aria-describedby": hint ? `${id}-hint` : undefined };
  const control = rows ? make("textarea", { ...properties, rows }) : make("input", { ...properties, type });
  return make("div", { className: "field" }, make("label", { for: id }, label, required ? null : make("span", { className: "optional" }, " (optional)")),
    hint ? make("p", { className: "hint", id: `${id}-hint` }, hint) : null, control);
};

const KINDS = [
  ["patch", "Only how words are written", "typing, spelling, punctuation"],
  ["minor", "Additions, or the same in other words", "nobody has to do anything else"],
  ["major", "What people must do changes", ""],
];

const kinds = () => {
  count += 1;
  const name = `kind-${count}`;
  return make("fieldset", { className: "group" }, make("legend", {}, "What changes?"),
    make("p", { className: "hint" }, "If your words turn out to change more, this page says so."),
    KINDS.map(([value, label, more]) => make("p", { className: "check" },
      make("input", { type: "radio", name, value, id: `${name}-${value}`, checked: value === "minor" }),
      make("label", { for: `${name}-${value}` }, label, more ? make("span", { className: "optional" }, ` (${more})`) : null))));
};

/** A form that asks the engine for a beginning; *act* is given what was filled in. */
const beginning = (summary, fields, label, act) => {
  count += 1;
  const wrong = make("div", { id: `begin-${count}`, className: "wrong wrong-line", role: "alert" });
  const form = make("form", { noValidate: true }, fields, wrong, button(label, undefined, { type: "submit" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answered(form, wrong);
    const missing = [...form.querySelectorAll("[required]")].find((one) => !one.value.trim());
    if (missing) {
      demand(missing, wrong, `Fill in “${form.querySelector(`label[for="${missing.id}"]`).textContent}”.`);
      return;
    }
    try {
      await act(Object.fromEntries([...form.querySelectorAll("input, textarea, select")]
        .filter((one) => one.type !== "radio" || one.checked)
        .map((one) => [one.type === "radio" ? "kind" : one.name, one.value.trim()])));
    } catch (refused) {
      wrong.append(make("p", {}, make("strong", {}, refused.message), " ", refused.remedy ?? ""));
    }
  });
  return make("details", { className: "fold" }, make("summary", {}, summary), form);
};

const begun = (files, open) => {
  if (draftOf(files.at(-1).file)) {
    throw new Refused({ what: "You have a draft of this already.", remedy: "Go on with it under “Drafts on this device”, or throw it away before you begin anew." });
  }
  for (const file of files) if (!draftOf(file.file)) keep({ ...file, base: file.new ? null : file.content });
  open(files.at(-1).file);
};

/** The file of a document with *more* in it, to be looked at and saved. */
const withMore = async (document_, more, open) => {
  const file = draftOf(document_.file) ?? { ...await ask("read", { file: document_.file }) };
  if (file.base === undefined) file.base = file.content;
  for (const [name, value] of Object.entries(more)) {
    file.values[name] = Array.isArray(value) ? [...(file.values[name] ?? []), ...value] : value;
  }
  keep(file);
  open(document_.file);
};

const numberOf = (draft) => draft.file.split("/").at(-1).replace(".yml", "");

const documentBox = (document_, there, open) => {
  const ahead = document_.versions.filter((one) => one.published && one.status === "upcoming");
  const title = `begin-${document_.id}`;
  const mine = drafts().find((one) => one.kind === "version" && one.file.split("/")[2] === document_.id);
  return make("section", { className: "document", "aria-labelledby": title }, make("h3", { id: title }, document_.title),
    make("ul", { className: "plain" }, document_.versions.map((version) => make("li", {},
      `Version ${version.number}, ${version.published ? version.status : "not published yet"}${version.from ? `, from ${version.from}` : ""} `,
      version.published ? null : button(`Change version ${version.number}`, () => open(version.file), { className: "button second" })))),
    mine ? make("p", {}, `You have a draft of version ${numberOf(mine)}. Go on with it, or throw it away, before you begin another one. `,
      button(`Go on with version ${numberOf(mine)}`, () => open(mine.file), { className: "button second" }))
      : beginning("Begin the next version", [kinds(), input("From which date does it apply?", "day", { type: "date", hint: "You may choose a date that lies ahead." })],
      "Begin", async (said) => begun([await ask("begin", { document: document_.id, ...said })], open)),
    ahead.map((version) => beginning(`Cancel version ${version.number} before it begins`,
      [input("Why?", "reason", { hint: "For readers" })], "Cancel this version",
      (said) => withMore(document_, { called_off: [{ version: version.number, on: there.day, reason: said.reason }] }, open))),
    beginning("Record a review", [input("Who reviewed it?", "by", { hint: "A role or a board, not a name" }), input("What came of it?", "note", { required: false })],
      "Record the review of the version in force", async (said) => {
        const { values } = await ask("review", { document: document_.id, ...said });
        await withMore(document_, { reviews: values.reviews.slice(-1) }, open);
      }),
    beginning("Withdraw this document", [input("From which date does it no longer apply?", "on", { type: "date" }), input("Why?", "reason", { hint: "For readers" })],
      "Withdraw", (said) => withMore(document_, { withdrawn: said }, open)),
    make("p", {}, plainButton("Change its owner, contact, topics or review", () => open(document_.file))));
};

/** Draw the first view into *main*; *open* opens a file. */
export const home = (main, there, open) => {
  const mine = drafts();
  const again = () => home(main, there, open);
  fill(main, make("h1", { tabIndex: -1 }, "Change guidance"),
    make("p", {}, "A published version is never edited. To change guidance, begin its next version: the words are copied, and you change them here."),
    mine.length ? make("section", { "aria-labelledby": "drafts" }, make("h2", { id: "drafts" }, "Drafts on this device"),
      make("ul", { className: "plain" }, mine.map((draft) => make("li", {}, `${nameOf(draft.file, there)} `,
        button("Go on", () => open(draft.file), { "aria-label": `Go on with ${nameOf(draft.file, there)}` }),
        plainButton("Throw away", () => {
          if (!window.confirm(`Throw away your draft of ${nameOf(draft.file, there)}? This cannot be undone.`)) return;
          forget(draft.file);
          say("The draft was thrown away.");
          again();
        }, { "aria-label": `Throw away ${nameOf(draft.file, there)}` }))))) : null,
    make("section", { "aria-labelledby": "documents" }, make("h2", { id: "documents" }, "Documents"),
      there.documents.map((one) => documentBox(one, there, open)),
      beginning("Begin a document", [
        input("Title", "title"), input("Short name", "id", { hint: "It stands in its address and never changes, such as lone-working" }),
        input("Who answers for it?", "owner", { hint: "A role or a team, not a name" }), input("Who has to follow it?", "audience"),
        input("From which date does it apply?", "day", { type: "date" }),
      ], "Begin", async (said) => begun((await ask("begin document", said)).files, open))),
    make("section", { "aria-labelledby": "sources" }, make("h2", { id: "sources" }, "Sources"),
      make("ul", { className: "plain" }, there.sources.flatMap((source) => source.editions.map((edition) => make("li", {},
        plainButton(edition.title, () => open(edition.file)))))),
      beginning("Add an edition of a source", [
        input("Short name of the source", "source", { hint: `A new one, or one of: ${there.sources.map((one) => one.id).join(", ") || "none yet"}` }),
        input("Name of the edition", "edition", { hint: "Such as the year: 2026" }),
        input("Title as printed", "title"), input("Short title", "short_title", { hint: "For the line under each rule" }),
        input("Who published it?", "publisher"), input("When?", "published", { hint: "A year, a month or a day: 2026, 2026-03 or 2026-03-01" }),
        input("Its text", "text", { rows: 8, hint: "Paste it here. Each paragraph becomes a passage that rules can cite." }),
      ], "Add", async (said) => begun([await ask("begin edition", said)], open))));
  if (mine.length) say(`${mine.length === 1 ? "1 draft is" : `${mine.length} drafts are`} kept on this device.`);
};

export { nameOf };
