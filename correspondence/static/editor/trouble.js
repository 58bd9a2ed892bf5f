/* Why no page can be made, said above the pages, with a way to the place. */
import { fieldOf, select } from "./text.js";

const note = document.getElementById("pages-trouble");
const go = note.querySelector("button");
let here = null;

function say(trouble) {
  note.hidden = !trouble;
  here = trouble;
  if (!trouble) return;
  const where = trouble.paragraph && trouble.field === "body" ? `（正文第 ${trouble.paragraph} 段第 ${trouble.character} 字）` : "";
  note.querySelector("p").textContent = `版面停在上一次：${trouble.message}${where}`;
  go.hidden = !fieldOf(trouble.field);
}

export function startTrouble() {
  document.addEventListener("answered", ({ detail }) => say(detail.trouble ?? null));
  go.addEventListener("click", () => {
    select(fieldOf(here.field), here.paragraph || 1, here.character || 1, here.character ? 1 : 0);
  });
}
