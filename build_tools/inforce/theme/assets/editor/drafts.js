/* Drafts on this device: each file that is being changed, with what it was and what the form holds. */

const PREFIX = "inforce draft ";

const parsed = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

export const drafts = () => Object.keys(localStorage)
  .filter((key) => key.startsWith(PREFIX)).map(parsed).filter(Boolean)
  .sort((one, other) => (one.file < other.file ? -1 : 1));

export const draftOf = (file) => parsed(PREFIX + file);

/** Keep *draft*; say whether the browser had room for it. */
export const keep = (draft) => {
  draft.kept = new Date().toISOString();
  try {
    localStorage.setItem(PREFIX + draft.file, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

export const forget = (file) => localStorage.removeItem(PREFIX + file);

/** The folder of the document or the source that a file is of: what is saved together. */
export const folderOf = (file) => file.split("/").slice(0, 3).join("/");

export const draftsBeside = (file) => drafts().filter((draft) => folderOf(draft.file) === folderOf(file));
