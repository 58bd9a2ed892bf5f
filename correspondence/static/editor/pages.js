/* The finished pages, refreshed while one writes. An older request gives way to a newer one. */
import { form } from "./text.js";

const PAUSE = 300;
const pages = document.getElementById("pages");
let waiting = 0;
let asked = null;

async function refresh() {
  asked?.abort();
  asked = new AbortController();
  try {
    const sent = { method: "POST", body: new FormData(form), signal: asked.signal };
    const answer = await fetch(pages.dataset.url, sent);
    if (answer.ok) pages.innerHTML = await answer.text();
  } catch (fault) {
    if (fault.name !== "AbortError") throw fault;
  }
}

export function startPages() {
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(refresh, PAUSE);
  });
  form.addEventListener("compositionend", () => (waiting = setTimeout(refresh, PAUSE)));
  refresh();
}
