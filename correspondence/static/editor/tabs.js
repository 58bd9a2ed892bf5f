/* Tabs: those under the text, which fold away when pressed again, and text or pages on a phone. */
const tabsOf = (list) => [...list.querySelectorAll("[role=tab]")];
const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

function mark(list, chosen) {
  for (const tab of tabsOf(list)) {
    const selected = tab === chosen;
    tab.setAttribute("aria-selected", String(selected));
    if (chosen) tab.tabIndex = selected ? 0 : -1;
  }
}

/** Open a tab under the text; null folds all of them. An opening fetches what it shows, until it has come. */
export function openTab(chosen) {
  const list = document.querySelector("#editor-tabs [role=tablist]");
  mark(list, chosen);
  for (const tab of tabsOf(list)) panelOf(tab).hidden = tab !== chosen;
  if (!chosen) return;
  const facts = document.getElementById("facts");
  if (facts) facts.open = false;
  const panel = panelOf(chosen);
  if (!panel.dataset.read) panel.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
}

export const isOpen = (tab) => tab.getAttribute("aria-selected") === "true";

/** Show the text or the pages, where there is room for one of them. */
export function show(view) {
  document.getElementById("desk").dataset.view = view;
  mark(document.querySelector(".desk-views"), document.getElementById(`view-${view}`));
}

/** Arrow keys walk along a list of tabs, as people who use no mouse expect. */
function walk(event) {
  const distance = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!distance || !event.target.matches("[role=tab]")) return;
  const tabs = tabsOf(event.currentTarget);
  const next = tabs[(tabs.indexOf(event.target) + distance + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
}

export function startTabs() {
  const under = document.querySelector("#editor-tabs [role=tablist]");
  const views = document.querySelector(".desk-views");
  for (const list of [under, views]) list.addEventListener("keydown", walk);
  under.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) openTab(isOpen(tab) ? null : tab);
  });
  views.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) show(tab.id.replace("view-", ""));
  });
  document.addEventListener("go-to-text", () => show("text"));
  document.getElementById("facts").addEventListener("toggle", (event) => {
    if (event.target.open) openTab(null);
  });
}
