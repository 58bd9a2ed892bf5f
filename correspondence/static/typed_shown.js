/* How what was typed comes back: a line above its form, or its words where no form is any more. */
import * as copies from "./copies.js";

const DAY = 24 * 3600 * 1000;

/** A moment as people say it: the time today, else with its day. */
export function clock(at) {
  const time = new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  const day = new Date(at);
  return Date.now() - at < DAY / 2 ? time : `${day.getMonth() + 1}月${day.getDate()}日 ${time}`;
}

function button(label, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn", textContent: label });
  made.addEventListener("click", act);
  return made;
}

/** A line in front of the form with buttons {label: act}; each takes the line away. */
export function bar(form, words, moves) {
  const box = document.createElement("div");
  box.className = "note note--soon typed-bar";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = words;
  const places = document.createElement("span");
  places.className = "typed-moves";
  for (const [label, act] of Object.entries(moves)) {
    places.append(
      button(label, async () => {
        await act();
        box.remove();
        form.querySelector("textarea, input:not([type=hidden])")?.focus();
      }),
    );
  }
  box.append(text, places);
  form.prepend(box);
}

/** On a page that refuses: the words that were sent here, to be copied. */
export async function show(place) {
  const section = document.getElementById("typed");
  if (!section) return;
  const here = (await copies.found(place)).filter((copy) => copy.sent && copy.to === location.pathname);
  const [newest] = here;
  if (!newest?.texts.length) return;
  for (const { label, value } of newest.texts) {
    const name = document.createElement("label");
    const field = document.createElement("textarea");
    Object.assign(field, { className: "form-control", readOnly: true, value, rows: 3 });
    name.className = "form-label";
    name.append(label || "内容", field);
    section.querySelector("button").before(name);
  }
  section.querySelector("button").addEventListener("click", async () => {
    await Promise.all(here.map((copy) => copies.remove(copy.key)));
    section.hidden = true;
  });
  section.hidden = false;
}
