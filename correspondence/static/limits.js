/*
 * Longer than a field may be: nothing is cut off. The count is said as the limit comes near, and a
 * form that is too long stays here with the limit named. Lines end as they are sent (two characters).
 */
const NEAR = 0.8;
const limited = (field) => field?.dataset?.limit && /^(text|textarea|search)$/.test(field.type);
const length = (field) => field.value.replace(/\r?\n/g, "\r\n").length;
const said = (number) => number.toLocaleString("en-US");

function place(field) {
  const id = `${field.id || field.name}-limit`;
  const known = document.getElementById(id);
  if (known) return known;
  const made = document.createElement("p");
  Object.assign(made, { id, className: "field-limit small" });
  made.setAttribute("role", "status");
  field.after(made);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  return made;
}

/** How many characters are too many; 0 if it fits. */
function look(field) {
  const limit = Number(field.dataset.limit);
  const over = Math.max(0, length(field) - limit);
  const quiet = length(field) < limit * NEAR;
  if (quiet && !document.getElementById(`${field.id || field.name}-limit`)) return over;
  const line = place(field);
  line.hidden = quiet;
  line.classList.toggle("is-over", over > 0);
  line.textContent = over
    ? `现有 ${said(length(field))} 字，最多 ${said(limit)} 字，请删减 ${said(over)} 字后再提交。已填写的内容都保留着。`
    : `${said(length(field))} / ${said(limit)} 字`;
  if (over) field.setAttribute("aria-invalid", "true");
  else if (field.dataset.over) field.removeAttribute("aria-invalid");
  field.dataset.over = over || "";
  return over;
}

function onSubmit(event) {
  if (event.defaultPrevented) return;
  const long = [...event.target.elements].find((field) => limited(field) && look(field));
  if (!long) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  long.focus();
  long.scrollIntoView({ block: "center" });
}

document.addEventListener("input", ({ target }) => limited(target) && look(target));
// On the window: before anything is asked, and before the form counts as sent.
window.addEventListener("submit", onSubmit, true);
document.querySelectorAll("[data-limit]").forEach((field) => limited(field) && look(field));
