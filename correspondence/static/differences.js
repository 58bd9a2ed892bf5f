/* n and p: to the next and the previous change on the page. Without it the page is simply read. */
const places = [...document.querySelectorAll("[data-change]")];
const counter = document.querySelector("[data-step-count]");
let at = -1;
let here = null;

function say() {
  if (counter) counter.textContent = at < 0 ? `共 ${places.length} 处` : `${at + 1} / ${places.length}`;
}

function mark(row) {
  here?.classList.remove("is-here");
  here = row;
  here.classList.add("is-here");
  if (places.includes(row)) at = places.indexOf(row);
  say();
}

function step(distance) {
  if (!places.length) return;
  mark(places.at(at < 0 && distance < 0 ? -1 : (at + distance) % places.length));
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  here.tabIndex = -1;
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

/** Whoever followed a mark (移至第5段) goes on from there. */
function arrive() {
  const row = document.querySelector(".diff-place:target")?.closest("tr, .diff-row, .change");
  if (row) mark(row);
}

document.querySelectorAll("[data-steps]").forEach((steps) => (steps.hidden = false));
document.querySelectorAll("[data-step]").forEach((button) =>
  button.addEventListener("click", () => step(Number(button.dataset.step))),
);
document.addEventListener("keydown", (event) => {
  const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const distance = { n: 1, p: -1 }[event.key];
  if (!distance) return;
  event.preventDefault();
  step(distance);
});
window.addEventListener("hashchange", arrive);
say();
