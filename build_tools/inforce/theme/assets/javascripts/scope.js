// The small store that Material's bundle keeps its settings in, one for each site on a host.
(() => {
  "use strict";
  const scope = new URL("../../", document.currentScript.src);
  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((hash, letter) => ((hash << 5) - hash + letter.charCodeAt(0)) | 0, 0);
  window.__md_get = (key, store = localStorage, at = scope) => JSON.parse(store.getItem(`${at.pathname}.${key}`));
  window.__md_set = (key, value, store = localStorage, at = scope) => {
    try {
      store.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // A browser that stores nothing: the page works all the same.
    }
  };
})();
