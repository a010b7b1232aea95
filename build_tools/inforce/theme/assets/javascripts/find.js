/*
 * Finds rules: loads the vocabulary once, then the pieces that a query needs, then the texts of the best.
 * Words are taken apart as build/search_index.py does; which forms belong together comes with the index.
 */
globalThis.inforceFinder = (load) => {
  const LABEL = /^(?:[a-z]{1,4}-?)?[0-9]+(?:[.-][0-9]+)*[a-z]?(?:\([\p{L}\p{N}]+\))*$/u;
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/[‐‑–]/g, "-");

  /** The words of a text: as written, and the forms under which each is kept, the last being the whole. */
  const takeApart = (text) => {
    const found = [];
    const spaced = fold(text).replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1");
    for (let written of spaced.match(/[\p{L}\p{N}](?:[\p{L}\p{N}]|['.\-()])*/gu) ?? []) {
      written = written.replace(/['.\-(]+$/, "");
      const hasFigure = /\p{Nd}/u.test(written);
      if (!(hasFigure && written.endsWith(")"))) written = written.replace(/[()].*$/, "").replace(/['.-]+$/, "");
      if (!written) continue;
      if (hasFigure && LABEL.test(written) && !/^\p{Nd}+$/u.test(written)) {
        const whole = written.replaceAll("-", "");
        found.push({ written, parts: written.split(/[-()]+/).filter((part) => part && part !== whole), whole });
        continue;
      }
      written = written.replace(/'s$|'$/, "");
      const parts = written.split(/[-'.()]+/).filter(Boolean);
      if (parts.length) found.push({ written, parts, whole: parts.join("") });
    }
    return found;
  };

  let begun;
  const begin = () =>
    (begun ??= load("index.json").then((made) => {
      const groups = new Map();
      let previous = "";
      for (const line of made.words.split("\n").filter(Boolean)) {
        const [rest, group] = line.slice(1).split(" ");
        previous = previous.slice(0, parseInt(line[0], 16)) + rest;
        groups.set(previous, Number(group));
      }
      return { ...made, groups, common: new Set(made.common), endings: new Set(["", ...made.endings]) };
    }));
  const files = new Map();
  const once = (name) => files.get(name) ?? files.set(name, load(`${name}.json`)).get(name);

  const postings = async (index, group) => {
    const piece = index.starts.findLastIndex((start) => start <= group);
    const packed = (await once(index.pieces[piece]))[group - index.starts[piece]];
    let last = 0;
    return packed.map((one) => [(last += one >> 6), one & 63]);
  };

  /** How many changes of a letter lead from one word to another; a swap is one; more than *most* does not matter. */
  const distance = (from, to, most) => {
    if (Math.abs(from.length - to.length) > most) return most + 1;
    let older;
    let old = Array.from({ length: to.length + 1 }, (_, at) => at);
    for (let i = 1; i <= from.length; i++) {
      const row = [i];
      for (let j = 1; j <= to.length; j++) {
        const same = from[i - 1] === to[j - 1] ? 0 : 1;
        row.push(Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + same));
        const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
        if (swapped) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [older, old] = [old, row];
    }
    return old[to.length];
  };

  const nearest = (index, word) => {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const found = [];
    for (const [form, group] of index.groups) {
      const away = index.common.has(form) ? most + 1 : distance(word, form, most);
      if (away <= most) found.push([away - (form[0] === word[0] ? 0.5 : 0) - Math.log10(index.counts[group] + 1) / 10, form]);
    }
    return found.sort((one, other) => one[0] - other[0]).slice(0, 2).map(([, form]) => form);
  };

  /** Another form of a word that the library has not in this form: the same beginning, and endings of the language. */
  const otherForm = (index, word) => {
    const least = Math.max(4, word.length - 5);
    for (let length = word.length; length >= least; length--) {
      const stem = word.slice(0, length);
      if (!index.endings.has(word.slice(length))) continue;
      for (const bare of [stem, stem.replace(/(.)\1$/, "$1"), `${stem}e`, stem.replace(/i$/, "y"), stem.replace(/iz$/, "ise")]) {
        for (const ending of index.endings) if (index.groups.has(bare + ending)) return bare + ending;
      }
    }
    return undefined;
  };

  /** Each wanted word as the groups that stand for it: itself, what begins so, or what was probably meant. */
  const wanted = (index, query, isUnfinished) => {
    const asked = takeApart(query);
    const all = [];
    const corrected = [];
    for (const [at, word] of asked.entries()) {
      const one = { written: word.written, isCommon: index.common.has(word.written), any: new Map() };
      const add = (form, share) => one.any.set(index.groups.get(form), Math.max(share, one.any.get(index.groups.get(form)) ?? 0));
      const addBegun = (start) => {
        if (start.length < 3) return;
        for (const form of index.groups.keys()) if (form.startsWith(start) && one.any.size < 9) add(form, form === start ? 1 : 0.6);
      };
      if (index.groups.has(word.whole)) add(word.whole, 1);
      const next = asked[at + 1];
      one.joined = next && index.groups.has(word.whole + next.whole) ? index.groups.get(word.whole + next.whole) : undefined;
      const before = all.at(-1)?.joined;
      for (const joined of [one.joined, before]) if (joined !== undefined) one.any.set(joined, 1);
      if (!one.any.size && word.parts.length > 1 && word.parts.every((part) => index.groups.has(part))) {
        for (const part of word.parts) all.push({ written: part, isCommon: false, any: new Map([[index.groups.get(part), 1]]) });
        continue;
      }
      if (isUnfinished && at === asked.length - 1) addBegun(word.written);
      if (!one.any.size && !/\p{Nd}/u.test(word.written)) {
        const form = otherForm(index, word.whole);
        if (form) add(form, 1);
        else addBegun(word.whole.replace(/s$/, "")); // "meds" are medicines
        for (const meant of one.any.size ? [] : nearest(index, word.whole)) {
          add(meant, 0.8);
          if (!corrected.some(([from]) => from === word.written)) corrected.push([word.written, meant]);
        }
      }
      all.push(one);
    }
    return { all, corrected };
  };

  const score = async (index, all) => {
    const found = new Map();
    const content = all.filter((one) => !one.isCommon).length;
    const used = all.filter((one) => one.any.size && (!one.isCommon || content < 3));
    for (const one of used) {
      const best = new Map();
      const lists = await Promise.all([...one.any].map(async ([group, share]) => [await postings(index, group), share, group]));
      for (const [list, share, group] of lists) {
        const rare = Math.log(1 + index.entries / index.counts[group]) * share * (one.isCommon ? 0.3 : 1);
        for (const [entry, weight] of list) best.set(entry, Math.max(rare * weight, best.get(entry) ?? 0));
      }
      for (const [entry, worth] of best) {
        const sum = found.get(entry) ?? { worth: 0, has: 0 };
        found.set(entry, { worth: sum.worth + worth, has: sum.has + (one.isCommon ? 0 : 1) });
      }
    }
    const wantedWords = Math.max(1, content);
    return [...found].map(([entry, { worth, has }]) => [entry, worth * (0.25 + (Math.min(has, wantedWords) / wantedWords) ** 2)]);
  };

  const hits = (index, found) => Promise.all(found.map(async (entry) => {
    const document = index.documents[Math.floor(entry / index.span)];
    const { entries, topics } = await once(document.texts);
    return { ...entries[entry % index.span], document, topics, entry };
  }));

  /** What is asked for by name: a check code in any writing, or "rule 4" of documents whose titles have the other words. */
  const named = async (index, query) => {
    const code = fold(query).replace(/[\s-]/g, "");
    const coded = /^[0-9a-z]{8}$/.test(code) ? index.documents.findIndex((document) => document.code === code) : -1;
    if (coded >= 0) return hits(index, [coded * index.span]);
    const rule = /\b(?:rules?|no\.?|number) ?([0-9][\w.()-]*)/.exec(fold(query));
    if (!rule) return [];
    const rest = takeApart(fold(query).replace(rule[0], " ")).map((word) => word.whole).filter((form) => !index.common.has(form));
    if (!rest.length) return [];
    const groups = (text) => new Set(text.split(" ").map((form) => index.groups.get(form)));
    const asked = rest.map((form) => index.groups.get(form) ?? index.groups.get(otherForm(index, form) ?? nearest(index, form)[0]));
    const rows = index.documents.map(({ words, texts }, place) => ({ place, texts, has: groups(words), size: words.length }));
    const fitting = rows.filter((row) => asked.every((group) => row.has.has(group))).sort((one, other) => one.size - other.size);
    const found = await Promise.all(fitting.slice(0, 5).map(async ({ place, texts }) => {
      const { entries } = await once(texts);
      const at = entries.findIndex(({ kind, number, label }) => kind === "rule" && [number, label].some((one) => fold(one) === rule[1]));
      return at < 0 ? [] : hits(index, [place * index.span + at]);
    }));
    return found.flat();
  };

  /** The query in the other words of each set of words that stand for each other. */
  const otherWords = (index, query) => {
    const text = ` ${takeApart(query).map((word) => word.written).join(" ")} `;
    const found = [];
    for (const set of index.same) {
      const one = set.find((words) => text.includes(` ${words} `) || text.includes(` ${words}s `));
      if (one) for (const other of set) if (other !== one) found.push(text.replace(new RegExp(` ${one.replace(/[^\p{L}\p{N} ]/gu, ".")}s? `, "u"), ` ${other} `).trim());
    }
    return found.slice(0, 6);
  };

  /** How many of the words asked for a text itself has, from 0 to 0.5, and of their neighbours, from 0 to 1. */
  const together = (has, asked) => {
    const pairs = (words) => words.slice(1).map((word, place) => `${words[place]} ${word}`);
    const there = new Set(pairs(has));
    const wantedPairs = pairs(asked);
    const share = (every, isThere) => every.filter(isThere).length / every.length;
    return wantedPairs.length ? share(wantedPairs, (pair) => there.has(pair)) + share(asked, (word) => has.includes(word)) / 2 : 0;
  };

  const RANK = { guidance: 0, page: 1, source: 2 };
  const rank = ({ document }) => (document.status === "replaced" ? 3 : document.status === "withdrawn" ? 2.5 : RANK[document.kind] ?? 1);

  /** Find up to *most* places for a query: guidance first, then pages and sources, replaced editions last. */
  const find = async (query, { most = 10, isUnfinished = false } = {}) => {
    const index = await begin();
    const direct = await named(index, query);
    if (direct.length) return { hits: direct, count: direct.length, corrected: [], groups: new Set(), index };
    const label = fold(query).replace(/[\s-]/g, "");
    const asked = /\p{Nd}/u.test(label) && /[.()-]/.test(query) && index.groups.has(label) ? label : query;
    const first = wanted(index, asked, isUnfinished);
    const merged = new Map(await score(index, first.all));
    const others = otherWords(index, asked);
    for (const other of others) {
      for (const [entry, worth] of await score(index, wanted(index, other, false).all)) {
        merged.set(entry, Math.max(worth * 0.95, merged.get(entry) ?? 0));
      }
    }
    const best = [...merged].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const top = best.slice(0, Math.max(16, most));
    const group = (form) => index.groups.get(form) ?? form;
    const forms = others.map((text) => takeApart(text).map((word) => group(word.whole)));
    forms.push(first.all.map((one) => [...one.any.keys()][0] ?? one.written)); // as they were understood
    const sums = query.match(/\p{Sc}\p{Nd}+(?:[,.]\p{Nd}+)*/gu) ?? []; // "£25" is not 25 years
    const scored = (await hits(index, top.map(([entry]) => entry))).map((hit) => {
      const has = takeApart(hit.text).map((word) => group(word.whole));
      const lift = Math.max(...forms.map((form) => together(has, form)));
      const weight = (hit.kind === "rule" ? 1.15 : 1) * (sums.some((sum) => hit.text.includes(sum)) ? 2 : 1);
      return { ...hit, score: merged.get(hit.entry) * (1 + lift) * weight };
    });
    scored.sort((one, other) => rank(one) - rank(other) || other.score - one.score || one.entry - other.entry);
    const marked = new Set([first.all, ...others.map((other) => wanted(index, other, false).all)].flat().filter((one) => !one.isCommon).flatMap((one) => [...one.any.keys()]));
    return { hits: scored.slice(0, most), count: best.length, corrected: first.corrected, groups: marked, index };
  };

  /** A text in pieces: what stands for a wanted word, and what does not. */
  const marks = ({ index, groups }, text) => {
    const pieces = text.split(/([\p{L}\p{N}](?:['’.\-()]*[\p{L}\p{N}\p{M}])*\)?)/u);
    const isWanted = (piece) => takeApart(piece).some((word) => [...word.parts, word.whole].some((form) => groups.has(index.groups.get(form))));
    return pieces.filter(Boolean).map((piece) => ({ text: piece, isWanted: isWanted(piece) }));
  };

  return { find, marks, takeApart };
};
