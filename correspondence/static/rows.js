"use strict";

/* Rows that can be ticked: all of a group at once, x for the row under the keys, and a count. */
(() => {
  const boxes = (place) => [...place.querySelectorAll("td input[type=checkbox]")];

  function count(group) {
    const ticked = boxes(group).filter((box) => box.checked).length;
    const button = group.querySelector("[data-ticked]");
    if (!button) return;
    button.hidden = !ticked;
    button.querySelector("[data-ticked-count]").textContent = String(ticked);
    const all = group.querySelector("[data-tick-all]");
    all.checked = ticked > 0 && ticked === boxes(group).length;
    all.indeterminate = ticked > 0 && !all.checked;
  }

  function onChange(event) {
    const group = event.target.closest("[data-rows]");
    if (!group) return;
    if (event.target.matches("[data-tick-all]")) {
      boxes(group).forEach((box) => (box.checked = event.target.checked));
    }
    count(group);
  }

  function onKey(event) {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const box = document.querySelector(".is-here input[type=checkbox]");
    if (box) box.click();
  }

  const countAll = () => document.querySelectorAll("[data-rows]").forEach(count);

  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey);
  window.addEventListener("pageshow", countAll);
})();
