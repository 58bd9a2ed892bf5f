"use strict";

/* Forms: ask before a step that cannot be taken back, send once, lose nothing that was typed. */
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const dirty = new Set();

  // --- Ask first -------------------------------------------------------------------------------
  function ask(words, label, ready) {
    const dialog = document.getElementById("ask");
    dialog.querySelector("#ask-words").textContent = words;
    dialog.querySelector("[data-ask-yes]").textContent = label;
    dialog.returnValue = "no";
    dialog.showModal();
    // Whoever came by the keyboard goes on by Enter; what destroys something still asks for more.
    if (ready) dialog.querySelector("[data-ask-yes]").focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
  }

  async function askAndSend(form, button, words, ready = false) {
    const label = button?.textContent.trim() || "确定";
    if (!(await ask(words, label, ready))) return;
    form.dataset.agreed = "yes";
    form.requestSubmit(button ?? undefined);
  }

  // --- Send once -------------------------------------------------------------------------------
  const isPlainPost = (form) => form.method === "post" && !form.matches("[hx-post], [data-again]");

  function refuse(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function onSubmit(event) {
    const form = event.target;
    const button = event.submitter;
    const words = button?.dataset.confirm ?? form.dataset.confirm;
    if (words && form.dataset.agreed !== "yes") {
      refuse(event);
      askAndSend(form, button, words);
      return;
    }
    delete form.dataset.agreed;
    if (!isPlainPost(form)) return;
    if (form.dataset.sending) {
      refuse(event);
      return;
    }
    form.dataset.sending = "yes";
    dirty.delete(form);
    button?.setAttribute("aria-disabled", "true");
  }

  function allowAgain() {
    all("form[data-sending]").forEach((form) => delete form.dataset.sending);
    all("form [aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  // --- Lose nothing ----------------------------------------------------------------------------
  function onInput(event) {
    const form = event.target.form; // also of a field that stands outside it
    if (form?.matches("[data-guard]")) dirty.add(form);
    if (event.target.matches("[data-names]")) offerNext(event.target);
    count(event.target);
  }

  function onLeave(event) {
    if (![...dirty].some((form) => form.isConnected)) return;
    event.preventDefault();
    event.returnValue = ""; // browsers before 2023 ask only then
  }

  function onSaved(event) {
    const form = event.target.closest?.("form[data-guard]");
    if (form && (event.type === "saved" || event.detail.successful)) dirty.delete(form);
  }

  function count(field) {
    if (!field.id) return;
    all(`[data-count-of="${CSS.escape(field.id)}"]`).forEach((place) => {
      place.textContent = field.value.replace(/\s/g, "").length.toLocaleString("en-US");
    });
  }

  // --- Small helps -----------------------------------------------------------------------------
  /* A list of names is offered the next one: what stands before it goes before each offer. */
  function offerNext(field) {
    const before = field.value.match(/^.*[、，,；;\s]/)?.[0] ?? "";
    for (const offer of field.list.options) offer.value = before + offer.dataset.name;
  }

  function onChange(event) {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  }

  function fillAccount(button) {
    const form = document.querySelector("form[data-account]");
    form.elements.username.value = button.dataset.username;
    form.elements.password.value = button.dataset.password;
    form.querySelector("[type=submit]").focus();
  }

  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onChange);
  document.addEventListener("saved", onSaved);
  document.addEventListener("htmx:afterRequest", onSaved);
  document.addEventListener("main-step", ({ detail: button }) => {
    const label = button.textContent.trim();
    const words = button.dataset.confirm ?? `现在进行“${label}”？`;
    askAndSend(button.form, button, words, !button.matches(".btn-danger"));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-username]");
    if (button) fillAccount(button);
  });
  window.addEventListener("beforeunload", onLeave);
  window.addEventListener("pageshow", allowAgain);
  document.querySelector("form [aria-invalid=true]")?.focus();
})();
