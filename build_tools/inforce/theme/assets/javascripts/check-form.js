// The check form: forgives how a code is typed, and leads to the page of the copy.
(() => {
  "use strict";

  const { ROOT, format } = inforce;

  const SAID = inforceWords["check-form"];

  const AS_PRINTED = /\b[0-9A-Z]{4}\s*[-\u2010-\u2015\u2212]\s*[0-9A-Z]{4}\b/gi;

  // The code within what was typed or pasted: what ends an address of a check, and in it, or in a line of a copy, what
  // looks as codes are printed. The site may itself lie below a folder that is named "check".
  const codeIn = (typed) => {
    const [atEnd, ...before] = typed.split(/check\/+(?=[^/\s])|[?&]code=/i).reverse();
    const [asPrinted] = atEnd.match(AS_PRINTED)?.slice(-1) ?? [];
    const written = before.length ? atEnd.replace(/[/?#&].*$/s, "") : typed.replace(/^\s*check\s*code/i, "");
    return asPrinted ?? written;
  };

  // What was typed as a check code is written: capitals, no gaps, and the digits that these letters are taken for.
  const asCode = (typed) => {
    const letters = codeIn(typed.normalize("NFKC")).toUpperCase().replace(/[^0-9A-Z]/g, "");
    return letters.replace(/O/g, "0").replace(/[IL]/g, "1");
  };

  const whatIsWrong = (code) => {
    if (!code) return SAID.nothingTyped;
    if (code.length !== 8) return format(SAID.wrongLength, { length: code.length });
    if (code.includes("U")) return SAID.noU;
    return "";
  };

  const decode = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };

  const isUnknown = async (address) => {
    try {
      return (await fetch(address, { method: "HEAD", cache: "no-cache" })).status === 404;
    } catch {
      return false; // Offline, or opened from a file: the page itself will tell.
    }
  };

  // Lead to the page of the code in *form*, by *go*, and return whether there is one.
  const check = async (form, go = (address) => location.assign(address)) => {
    const field = form.elements.namedItem("code");
    const message = form.querySelector(".check-form__message");
    const say = (words) => {
      message.textContent = words;
      field.setAttribute("aria-invalid", String(Boolean(words)));
      if (words) field.focus();
    };
    const code = asCode(field.value);
    const wrong = whatIsWrong(code);
    say(wrong);
    if (wrong) return false;
    const written = `${code.slice(0, 4)}-${code.slice(4)}`;
    const page = location.protocol === "file:" ? "index.html" : "";  // a folder on disk has no page of its own
    const address = new URL(`check/${written}/${page}`, ROOT);
    if (await isUnknown(address)) {
      say(format(SAID.unknown, { code: written }));
      return false;
    }
    go(address);
    return true;
  };

  // A code that stands in the address of this page is not a step of the reader's to come back to. On the page for what
  // was not found, at the address of a check, it may only have been typed another way.
  const checkGiven = async (form, code, isInPath) => {
    form.elements.namedItem("code").value = code;
    const isKnown = await check(form, (address) => location.replace(address));
    if (!isKnown && isInPath) document.querySelector("h1").textContent = SAID.notKnown;
  };

  const asked = new URLSearchParams(location.search).get("code");
  const [, inPath] = location.pathname.slice(ROOT.pathname.length).match(/^check\/(?!index\.html)([^/]+)\/?$/) ?? [];
  for (const form of document.querySelectorAll("form.check-form")) {
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check(form);
    });
    if (asked || inPath) checkGiven(form, asked || decode(inPath), !asked);
  }
})();
