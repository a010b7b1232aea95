/* Proposes a change on GitHub: one branch, one commit with all files, one pull request. */
import { Refused } from "./engine.js";

const REMEDIES = {
  401: "GitHub does not know this token, or it has expired. Make another one.",
  403: "The token may not do that. Give it “Contents” and “Pull requests”, read and write, for this repository.",
  404: "The token does not reach this repository. Choose the repository when you make the token.",
};

/** Propose *files* on the repository of *forge*; return the address of the pull request. */
export const proposedOnGitHub = async ({ forge, token, files, title, note, isDraft }) => {
  const project = new URL(forge.repository).pathname.slice(1);
  const call = async (method, path, body) => {
    let answer;
    try {
      answer = await fetch(`${forge.api}/repos/${project}/${path}`, {
        method, body: body && JSON.stringify(body), cache: "no-store", referrerPolicy: "no-referrer",
        headers: { Authorization: `Bearer ${token}`, Accept: "application/vnd.github+json" },
      });
    } catch {
      throw new Refused({ what: "GitHub does not answer.", remedy: "Try again later. Your words are kept on this device." });
    }
    if (answer.status === 404 && method === "GET" && path.startsWith("contents/")) return null;
    if (!answer.ok) {
      throw new Refused({ what: `GitHub refused this (${answer.status}).`, remedy: REMEDIES[answer.status] ?? (await answer.text()).slice(0, 200) });
    }
    return answer.json();
  };
  const { object: { sha: tip } } = await call("GET", `git/ref/heads/${forge.branch}`);
  for (const { file, content, base } of files) {
    const held = await call("GET", `contents/${file}?ref=${tip}`);
    const stands = held && new TextDecoder().decode(Uint8Array.from(atob(held.content.replace(/\s/g, "")), (sign) => sign.charCodeAt(0)));
    if (stands !== base && stands !== content) {
      throw new Refused({
        what: `${file} was changed by somebody else since this site was published.`,
        remedy: "Keep a copy of your words, wait until their change is published, and make yours in what stands there then.",
      });
    }
  }
  const { tree: { sha: base } } = await call("GET", `git/commits/${tip}`);
  const tree = await call("POST", "git/trees", {
    base_tree: base, tree: files.map(({ file, content }) => ({ path: file, mode: "100644", type: "blob", content })),
  });
  const commit = await call("POST", "git/commits", { message: `${title}\n\n${note}`.trim(), tree: tree.sha, parents: [tip] });
  const branch = `edit/${files[0].file.split("/").slice(1).join("-").replace(/\.yml$/, "")}-${Date.now().toString(36)}`;
  await call("POST", "git/refs", { ref: `refs/heads/${branch}`, sha: commit.sha });
  const opened = await call("POST", "pulls", { title, body: note, head: branch, base: forge.branch, draft: isDraft });
  return opened.html_url;
};
