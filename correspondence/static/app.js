"use strict";

/* Menus, rows and keys. Everything works without it except the keys and the folding menus. */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const KEY_PAUSE = 1500;

  // --- Menus that fold -----------------------------------------------------------------------
  function closeMenus(except) {
    all("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  // Whoever opens a menu to write something in it writes at once.
  function enterMenu(event) {
    if (event.target.matches?.("[data-menu][open]")) event.target.querySelector("[data-first]")?.focus();
  }

  function leave(event) {
    const menu = event.target.closest("[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
    if (event.target.matches("[data-focus-key]")) event.target.blur();
  }

  function togglePanel(button) {
    const panel = document.getElementById(button.dataset.opens);
    const open = panel.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  }

  // --- Rows that open --------------------------------------------------------------------------
  const rowLink = (row) => row.querySelector("a[href]");

  function here() {
    return document.activeElement?.closest("[data-href]") ?? $("[data-href].is-here");
  }

  function goToRow(row) {
    all(".is-here").forEach((other) => other.classList.remove("is-here"));
    row.classList.add("is-here");
    rowLink(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(distance) {
    const rows = all("[data-href]").filter((row) => row.offsetParent !== null);
    if (!rows.length) return;
    const at = rows.indexOf(here());
    const next = at < 0 ? 0 : Math.min(Math.max(at + distance, 0), rows.length - 1);
    goToRow(rows[next]);
  }

  function openRow(event) {
    const row = event.target.closest("[data-href]");
    if (!row || event.target.closest("a, button, input, select, label, summary")) return;
    if (String(window.getSelection())) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
    else window.location.assign(row.dataset.href);
  }

  // --- Keys ------------------------------------------------------------------------------------
  let pending = "";

  const isTyping = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  function show(dialog) {
    if (dialog && !dialog.open) dialog.showModal();
  }

  function go(letter) {
    const place = all("[data-go]").find((link) => link.dataset.go === letter);
    if (place) window.location.assign(place.href);
  }

  const PLAIN_KEYS = {
    j: () => step(1),
    k: () => step(-1),
    "?": () => show($("#keys")),
    "/": () => $("[data-focus-key='/']")?.focus(),
    Enter: () => {
      const row = here();
      if (row) window.location.assign(row.dataset.href);
    },
    g: () => {
      pending = "g";
      setTimeout(() => (pending = ""), KEY_PAUSE);
    },
  };

  function onPlainKey(event) {
    if (pending === "g") {
      pending = "";
      go(event.key);
      return;
    }
    const act = PLAIN_KEYS[event.key];
    if (!act) return;
    if (event.key === "Enter" && event.target !== document.body) return;
    event.preventDefault();
    act();
  }

  function onKey(event) {
    // While an input method is composing, every key belongs to it.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") leave(event);
    if (document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) onControlKey(event);
    else if (!event.altKey && !isTyping(event.target)) onPlainKey(event);
  }

  function onControlKey(event) {
    const key = { s: "save", Enter: "main" }[event.key];
    const form = event.target.closest?.("form");
    const button = key && (form?.querySelector(`[data-key=${key}]`) ?? $(`[data-key=${key}]`));
    if (!button) return;
    event.preventDefault();
    if (key === "save" || button.tagName === "A") button.click();
    else document.dispatchEvent(new CustomEvent("main-step", { detail: button }));
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("toggle", enterMenu, true);
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    const opener = event.target.closest("[data-opens]");
    if (opener) togglePanel(opener);
    const helper = event.target.closest("[data-dialog]");
    if (helper) show(document.getElementById(helper.dataset.dialog));
    if (event.target.closest("[data-print]")) window.print();
    openRow(event);
  });
})();
