/* The editing page: asks the engine what there is, and opens the first view or a draft by what the address says. */
import { draftOf } from "./drafts.js";
import { Editing } from "./editing.js";
import { ask } from "./engine.js";
import { home, nameOf } from "./home.js";
import { make, say } from "./page.js";

const main = document.getElementById("main");
let there;

const refusal = (refused) => {
  main.replaceChildren(make("h1", { tabIndex: -1 }, "Change guidance"),
    make("div", { className: "message error" }, make("p", {}, refused.message), make("p", {}, refused.remedy ?? "")),
    make("p", {}, make("a", { href: "#" }, "All guidance")));
  main.querySelector("h1").focus();
  say(refused.message);
};

const open = (file) => {
  if (decodeURIComponent(location.hash.slice(1)) === file) show();
  else location.hash = file;
};

const show = async () => {
  const [file, place] = decodeURIComponent(location.hash.slice(1)).split("?");
  try {
    if (!file || !file.startsWith("content/")) {
      there = await ask("open");
      home(main, there, open);
      document.title = "Change guidance";
      const asked = file && document.getElementById(`begin-${file}`);
      if (asked) {
        asked.closest("section").querySelector("details").open = true;
        asked.scrollIntoView();
      }
    } else {
      there ??= await ask("open");
      let draft = draftOf(file);
      if (!draft) {
        const read = await ask("read", { file });
        draft = { ...read, base: read.content };
      }
      const name = nameOf(file, there);
      document.title = `${name} - Change guidance`;
      const editing = new Editing(main, there, draft, name, open);
      await editing.draw();
      if (place) editing.open(place, { focus: true });
    }
    document.documentElement.dataset.ready = "yes";
    main.querySelector("h1")?.focus({ preventScroll: true });
  } catch (refused) {
    refusal(refused);
  }
};

// The address says which draft is open, so this link may not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", show);
show();

