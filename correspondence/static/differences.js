/* n and p: to the next and the previous change on the page. Without it the page is simply read. */
const places = [...document.querySelectorAll("[data-change]")];
const counter = document.querySelector("[data-step-count]");
let at = -1;

function say() {
  if (counter) counter.textContent = at < 0 ? `共 ${places.length} 处` : `${at + 1} / ${places.length}`;
}

function step(distance) {
  if (!places.length) return;
  places[at]?.classList.remove("is-here");
  at = at < 0 && distance < 0 ? places.length - 1 : (at + distance + places.length) % places.length;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  places[at].classList.add("is-here");
  places[at].tabIndex = -1;
  places[at].focus({ preventScroll: true });
  places[at].scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  say();
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
say();
