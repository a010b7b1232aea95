/* The engine in a worker: the program's own Python, run by Pyodide. It reads from its own site and nowhere else. */

const here = (name) => new URL(name, import.meta.url).href;

// All that is fetched but engine.json is named by its digest or version: what the browser has of it is never asked for
// again, also where the host does not say that it may be kept. Pyodide fetches by this too.
const { fetch: fetchAnew } = self;
self.fetch = (address, options) => fetchAnew(address, { cache: "force-cache", ...options });

const bytes = async (name) => {
  const answer = await fetch(here(name));
  if (!answer.ok) throw new Error(`${name} could not be fetched (${answer.status}). Reload this page.`);
  return answer.arrayBuffer();
};

const start = async () => {
  const facts = await (await fetch(here("engine.json"), { cache: "no-cache" })).json();
  const [engine, content, { loadPyodide }] = await Promise.all([
    bytes(facts.engine), bytes(facts.content), import(here(`${facts.pyodide}pyodide.mjs`)),
  ]);
  const python = await loadPyodide({
    indexURL: here(facts.pyodide), stdLibURL: here(facts.library), env: { PYTHONTZPATH: "/project/zoneinfo", HOME: "/project" }, convertNullToNone: true,
  });
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(engine, "zip", { extractDir: packages });
  python.unpackArchive(content, "zip", { extractDir: "/project" });
  const day = new Intl.DateTimeFormat("sv", { timeZone: facts.time_zone }).format(new Date()); // as year-month-day
  return python.pyimport("inforce.engine.session").opened("/project/content", day, facts.name, facts.address);
};

const engine = start();

self.onmessage = async ({ data: { id, question, given } }) => {
  try {
    const session = await engine;
    self.postMessage({ id, answer: JSON.parse(session.answer(question, JSON.stringify(given))) });
  } catch (error) {
    self.postMessage({ id, failed: String(error.message ?? error).trim().split("\n").at(-1) });
  }
};
