/* Ways to save, each behind the same small interface: files in, what to show the editor out. */
import { ask, savesIntoFiles } from "./engine.js";
import { proposedOnGitHub } from "./github.js";
import { button, make, say } from "./page.js";

const forge = JSON.parse(document.documentElement.dataset.forge || "null");
const folderOf = (file) => file.split("/").slice(0, -1).join("/");

const UPLOADS = {
  github: (folder) => `${forge.repository}/upload/${forge.branch}/${folder}`,
  gitlab: (folder) => `${forge.repository}/-/tree/${forge.branch}/${folder}`,
  forgejo: (folder) => `${forge.repository}/_upload/${forge.branch}/${folder}`,
};

const intoFiles = async (files) => {
  const { saved } = await ask("save", { files });
  return make("div", {}, make("p", {}, make("strong", {}, `Saved in ${saved.join(", ")}.`)),
    make("p", {}, "Commit it, and open a pull request: the same check runs there again."));
};

const download = ({ file, content }) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type: "application/yaml" })), download: file.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** Files in the downloads, and where on the forge they go: no token at all. */
const downloaded = (files) => {
  files.forEach(download);
  return make("div", {}, make("p", {}, make("strong", {}, `Downloaded ${files.map(({ file }) => file.split("/").at(-1)).join(", ")}.`)),
    make("ol", {}, files.map(({ file }) => make("li", {}, `${file.split("/").at(-1)} belongs in ${folderOf(file)}. `,
      forge && make("a", { href: UPLOADS[forge.kind](folderOf(file)), target: "_blank", rel: "noopener" }, "Upload it there")))),
    make("p", {}, forge ? "Choose there to open a pull request. The same check runs on it again." : "Send it to whoever looks after the repository. The same check runs there again."));
};

let token = ""; // in memory alone, until the page is closed

const withToken = (files, about) => {
  const input = make("input", { id: "token", className: "input", type: "password", autocomplete: "off", value: token, "aria-describedby": "token-hint" });
  const came = make("div", { role: "status" });
  const propose = async () => {
    token = input.value.trim();
    came.replaceChildren();
    try {
      const address = await proposedOnGitHub({ forge, token, files, ...about });
      came.append(make("p", {}, make("strong", {}, "Your change is proposed. "), make("a", { href: address, target: "_blank", rel: "noopener" }, "Open the pull request")));
      say("Your change is proposed.");
    } catch (refused) {
      came.append(make("div", { className: "message error" }, make("p", {}, refused.message), make("p", {}, refused.remedy ?? "")));
    }
  };
  return make("details", { className: "fold" }, make("summary", {}, "Or propose it from here, with a token of GitHub"),
    make("div", { className: "field" }, make("label", { for: "token" }, "Fine-grained token"),
      make("p", { className: "hint", id: "token-hint" }, "For this repository alone, with “Contents” and “Pull requests” set to read and write. It is kept until you close this page, and nowhere else."),
      input), button(about.isDraft ? "Propose as a draft with this token" : "Propose with this token", propose, { className: "button second" }), came);
};

/** Save *files*: each with its path, its words and what stood there before. */
export const save = async (files, about) => {
  if (savesIntoFiles) return intoFiles(files);
  const note = downloaded(files);
  if (forge?.kind === "github" && forge.api) note.append(withToken(files, about));
  return note;
};
