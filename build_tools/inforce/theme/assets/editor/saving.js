/* Ways to save, each behind the same small interface: files in, what to show the editor out. */
import { ask, savesIntoFiles } from "./engine.js";
import { make } from "./page.js";

const intoFiles = async (files) => {
  const { saved } = await ask("save", { files });
  return make("div", {}, make("p", {}, make("strong", {}, `Saved in ${saved.join(", ")}.`)),
    make("p", {}, "Commit it, and open a pull request: the same check runs there again."));
};

/** Save *files*: each with its path, its words and what stood there before. */
export const save = (files, about) => (savesIntoFiles ? intoFiles(files) : Promise.reject(new Error("There is no way to save here.")));
