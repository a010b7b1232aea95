/*
 * A button beside each text that is there to be copied. Its words stand in the page, and so does the text: without
 * script, or where the browser refuses, it is marked and copied by hand.
 */
(() => {
  "use strict";

  const mark = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      said.textContent = text.dataset.copied;
    } catch {
      mark(text); // no clipboard here, or none allowed: one key is left to press
    }
  };

  for (const text of document.querySelectorAll("[data-copy-label]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = text.dataset.copyLabel;
    const said = document.createElement("span");
    said.className = "copy-said";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => copy(text, said));
    const line = document.createElement("p");
    line.className = "copy-line";
    line.append(button, " ", said);
    text.after(line);
  }
})();
