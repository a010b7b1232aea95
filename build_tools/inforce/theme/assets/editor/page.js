/* Small pieces of the page: elements, sentences for screen readers, and names made of words. */

const present = (children) => children.flat().filter((child) => child !== null && child !== undefined && child !== false);

/** Put *children* into *element* in the place of what it has; what is not there is left out. */
export const fill = (element, ...children) => {
  element.replaceChildren(...present(children));
  return element;
};

export const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") {
      if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
    } else if (value !== undefined) element[key] = value;
  }
  element.append(...present(children));
  return element;
};

export const button = (text, act, properties = {}) =>
  make("button", { type: "button", className: "button", onclick: act, ...properties }, text);

export const plainButton = (text, act, properties = {}) => button(text, act, { className: "link-button", ...properties });

let saying;
export const say = (sentence) => {
  const region = document.getElementById("said");
  region.textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => { region.textContent = sentence; }, 60);
};

/** Say in *wrong* what is missing, tell it of *control*, and go there. */
export const demand = (control, wrong, sentence) => {
  wrong.replaceChildren(make("p", {}, sentence));
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `${wrong.id} ${control.id}-hint`);
  control.focus();
};

/** Take back what `demand` said within *box*. */
export const answered = (box, wrong) => {
  wrong.replaceChildren();
  box.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
};

export const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

export const shortened = (text, most = 60) => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);

/** A short name of the first words, which no other of *taken* has. */
export const shortName = (text, taken) => {
  const plain = text.normalize("NFD").replace(/[^\w\s-]/g, "").toLowerCase();
  const words = plain.split(/[\s_-]+/).filter(Boolean).slice(0, 5).join("-").slice(0, 50).replace(/-+$/, "") || "rule";
  let name = words;
  for (let count = 2; taken.includes(name); count += 1) name = `${words}-${count}`;
  return name;
};

export const inWords = (day) => {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.valueOf()) ? day
    : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(date);
};

export const at = (value, path) => path.reduce((found, step) => found?.[step], value);

export const isWithin = (path, outer) => outer.every((step, place) => String(path[place]) === String(step));

export const idOf = (path) => `field-${path.join("-")}`;
