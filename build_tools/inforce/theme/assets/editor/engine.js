/* Asks the engine. It runs in a worker of this page, or behind the server of `inforce edit`; both answer alike. */

export class Refused extends Error {
  constructor({ what, remedy }) {
    super(what);
    this.remedy = remedy;
  }
}

const kind = document.documentElement.dataset.engine;

const askServer = async (question, given) => {
  let answer;
  try {
    answer = await fetch("../ask", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ question, given }),
    });
  } catch {
    throw new Refused({
      what: "inforce edit does not answer.",
      remedy: "Start it again in the terminal. Your words are kept on this device.",
    });
  }
  if (!answer.ok) {
    throw new Refused({
      what: "inforce edit could not answer.",
      remedy: `Open the page by the address that the terminal shows. (${answer.status})`,
    });
  }
  return answer.json();
};

const waiting = new Map();
let worker;
let count = 0;

const askWorker = (question, given) => {
  if (!worker) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      const { resolve, reject } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.failed) reject(new Refused({ what: "The check cannot run in this browser.", remedy: data.failed }));
      else resolve(data.answer);
    };
    worker.onerror = () => {
      for (const { reject } of waiting.values()) {
        reject(new Refused({
          what: "The check cannot be started in this browser.",
          remedy: "Use a current Firefox, Chrome, Edge or Safari, or run inforce edit on your own machine.",
        }));
      }
      waiting.clear();
    };
  }
  count += 1;
  const id = count;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, question, given });
  });
};

export const savesIntoFiles = kind === "server";

/** Ask a question; what is refused is thrown, with what to do instead. */
export const ask = async (question, given = {}) => {
  const answer = await (kind === "server" ? askServer : askWorker)(question, given);
  if (answer.refused) throw new Refused(answer.refused);
  return answer;
};
