// The bar of a version that is not in force leads to the rule that was linked to, as it is now.
(() => {
  "use strict";
  const link = document.querySelector("[data-as-now]");
  if (!link) return;
  const whole = { href: link.href, text: link.textContent };
  const show = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const now = target?.closest?.(".rule")?.querySelector(".rule__now a");
    link.href = now?.href ?? whole.href;
    link.textContent = now?.textContent ?? whole.text;
  };
  addEventListener("hashchange", show);
  show();
})();
