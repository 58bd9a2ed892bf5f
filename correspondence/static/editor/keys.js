/* Keys of the editor beyond those of every page, and their names in the help. */
const help = document.getElementById("keys");

function addToHelp() {
  const extra = document.getElementById("editor-keys").content.cloneNode(true);
  help.querySelector("dl").append(extra);
}

function focusOn(id) {
  const place = document.getElementById(id);
  place?.focus();
  return Boolean(place);
}

const KEYS = {
  "/": () => help.open || help.showModal(),
  1: () => focusOn("id_body"),
  2: () => focusOn("pages"),
  3: () => focusOn("tab-findings"),
};

export function startKeys() {
  addToHelp();
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    const act = event.altKey === (event.key !== "/") && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
