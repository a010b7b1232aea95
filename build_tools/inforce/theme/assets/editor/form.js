/* A form drawn from the fields of the model. Every value stands in one object; whoever draws is told of changes. */
import { at, button, idOf, make, plainButton, say } from "./page.js";

const singular = (label) => label.replace(/ies$/, "y").replace(/s$/, "").toLowerCase();

/** What draws fields: *fields* are those of all groups, *sources* what may be cited, *changed* is called on input. */
/** What was pasted from another program, with its items as they are written here. */
const withoutTabs = (text) => text.replace(/^ *(?:[^\w\s().]|o) *\t\s*/gm, "- ").replace(/\t/g, " ");

export class Form {
  constructor(fields, sources, values, changed) {
    Object.assign(this, { groups: fields.groups, sources, values, changed, fresh: new WeakSet() });
  }

  /** Every id that stands anywhere in the file, but that of *rule*. */
  idsBeside(rule) {
    const found = [];
    const walk = (value) => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (value && typeof value === "object" && value !== rule) {
        if (typeof value.id === "string") found.push(value.id);
        Object.values(value).forEach(walk);
      }
    };
    walk(this.values);
    return found;
  }

  fieldsOf(group) {
    return this.groups[group];
  }

  /** What the field at *path* of a *group* is called. */
  labelOf(group, path) {
    let label = "";
    let within = group;
    for (const step of path.filter((one) => typeof one === "string")) {
      const field = this.fieldsOf(within).find((one) => one.name === step);
      label = field?.label ?? step;
      within = field?.group ?? within;
    }
    return label;
  }

  /** The controls of all fields of *group* but those left out; folded ones come last, in a fold. */
  group(group, path, { without = [] } = {}) {
    const wanted = this.fieldsOf(group).filter((field) => !without.includes(field.name));
    const open = wanted.filter((field) => !field.folded);
    const folded = wanted.filter((field) => field.folded);
    const box = make("div", { className: "fields" }, open.map((field) => this.field(field, path)));
    if (folded.length) {
      const names = folded.map((field) => field.label.toLowerCase()).join(", ");
      box.append(make("details", { className: "fold" }, make("summary", {}, `More: ${names}`),
        folded.map((field) => this.field(field, path))));
    }
    return box;
  }

  field(field, path) {
    const own = [...path, field.name];
    if (field.many || field.kind === "text or group") return this.list(field, own);
    if (field.kind === "group") return this.optionalGroup(field, own);
    return this.control(field, own);
  }

  set(path, value) {
    const holder = at(this.values, path.slice(0, -1));
    if (value === undefined) delete holder[path.at(-1)];
    else holder[path.at(-1)] = value;
    this.changed();
  }

  /** A labelled control for one text, with its hint, and room for what the check says. */
  control(field, path, { label = field.label, hint = field.hint, rows } = {}) {
    const id = idOf(path);
    const value = at(this.values, path) ?? "";
    const common = { id, "aria-describedby": `${id}-hint ${id}-wrong`, className: "input" };
    let control;
    if (field.kind === "choice") {
      const options = field.required ? field.choices : ["", ...field.choices];
      control = make("select", common, options.map((one) => make("option", { value: one, selected: one === value }, one || "Not stated")));
    } else if (field.kind === "passage") {
      control = this.passages(common, value);
    } else if (field.kind === "text") {
      control = make("textarea", { ...common, value, lang: document.documentElement.dataset.language, rows: rows ?? Math.min(16, Math.ceil(value.length / 62) + value.split("\n").length) });
    } else {
      control = make("input", { ...common, value, type: field.kind === "day" && value !== "unknown" ? "date" : "text" });
    }
    control.addEventListener("input", () => {
      if (control.value.includes("\t")) control.value = withoutTabs(control.value);
      this.set(path, control.value);
    });
    return make("div", { className: "field" },
      make("label", { for: id }, label, field.required ? null : make("span", { className: "optional" }, " (optional)")),
      make("p", { className: "hint", id: `${id}-hint` }, hint),
      make("div", { className: "wrong", id: `${id}-wrong` }), control);
  }

  passages(common, value) {
    const known = this.sources.flatMap((source) => source.editions).flatMap((edition) => edition.passages);
    return make("select", common, make("option", { value: "", selected: !value }, "None"),
      value && !known.some((one) => one.ref === value) ? make("option", { value, selected: true }, value) : null,
      this.sources.flatMap((source) => source.editions.map((edition) => make("optgroup", { label: edition.title },
        edition.passages.map((one) => make("option", { value: one.ref, selected: one.ref === value }, one.label))))));
  }

  fieldset(field, path) {
    const id = idOf(path);
    return make("fieldset", { className: "group", id, tabIndex: -1, "aria-describedby": `${id}-hint ${id}-wrong` },
      make("legend", {}, field.label), make("p", { className: "hint", id: `${id}-hint` }, field.hint),
      make("div", { className: "wrong", id: `${id}-wrong` }));
  }

  optionalGroup(field, path) {
    const there = at(this.values, path) !== undefined;
    const box = this.fieldset(field, path);
    const again = () => {
      const made = this.optionalGroup(field, path);
      box.replaceWith(made);
      made.querySelector("input, textarea, select, button")?.focus();
      this.changed();
    };
    if (there) {
      box.append(this.group(field.group, path));
      if (!field.required) {
        box.append(plainButton(`Remove ${field.label.toLowerCase()}`, () => { this.set(path, undefined); again(); }));
      }
    } else {
      box.append(button(`Add ${field.label.toLowerCase()}`, () => { this.set(path, {}); again(); }, { className: "button second" }));
    }
    return box;
  }

  /** Items one by one; where a single one may stand without a list, it is shown as the only item of one. */
  list(field, path) {
    const one = singular(field.label);
    const found = at(this.values, path);
    if (found !== undefined && !Array.isArray(found)) at(this.values, path.slice(0, -1))[path.at(-1)] = [found];
    const items = () => at(this.values, path) ?? [];
    const box = this.fieldset(field, path);
    // Who moved an item goes on moving it; who added or removed one writes.
    const again = (focus, act = "") => {
      const made = this.list(field, path);
      box.replaceWith(made);
      const item = made.querySelectorAll(":scope > .item")[focus];
      const found = [...item?.querySelectorAll(act ? ":scope > .item-acts > [data-act]" : "input, textarea, select") ?? []];
      (found.find((one) => one.dataset.act === act) ?? found[0] ?? made.querySelector(":scope > button"))?.focus();
      this.changed();
    };
    items().forEach((item, place) => {
      const own = [...path, place];
      const isGroup = typeof item === "object";
      const inner = isGroup
        ? this.group(field.less && !("id" in item) ? field.less : field.group, own)
        : this.control({ ...field, many: false, required: true }, own, { label: `${field.label}, ${place + 1}`, hint: "" });
      const move = (step) => () => {
        const list = items();
        list.splice(place + step, 0, list.splice(place, 1)[0]);
        say(`Moved to place ${place + step + 1} of ${list.length}.`);
        again(place + step, step < 0 ? "up" : "down");
      };
      const named = isGroup ? { id: idOf(own), role: "group", "aria-label": `${one} ${place + 1}`, "aria-describedby": `${idOf(own)}-wrong` } : {};
      box.append(make("div", { className: "item", tabIndex: -1, ...named },
        isGroup && make("div", { className: "wrong", id: `${idOf(own)}-wrong` }), inner,
        make("p", { className: "item-acts" },
          place > 0 && plainButton("Move up", move(-1), { "data-act": "up", "aria-label": `Move ${one} ${place + 1} up` }),
          place < items().length - 1 && plainButton("Move down", move(1), { "data-act": "down", "aria-label": `Move ${one} ${place + 1} down` }),
          plainButton("Remove", () => { items().splice(place, 1); if (!items().length) this.set(path, undefined); say(`Removed ${one} ${place + 1}.`); again(place - 1); },
            { "aria-label": `Remove ${one} ${place + 1}` }))));
    });
    const add = (label, empty) => button(`Add ${/^[aeiou]/.test(one) ? "an" : "a"} ${label}`, () => {
      if (!at(this.values, path)) this.set(path, []);
      items().push(empty);
      again(items().length - 1);
    }, { className: "button second" });
    box.append(add(one, field.kind === "group" ? {} : ""));
    if (field.kind === "text or group") box.append(" ", add(`${one} outside the library`, {}));
    return box;
  }
}
