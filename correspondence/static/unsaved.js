/*
 * Before a document is moved on: a text that the editor left in this browser only (the network was
 * cut, the session had ended, the tab crashed) is told, and asked about once more.
 */
import { found } from "./copies.js";
import { clock } from "./typed_shown.js";

const note = document.getElementById("unsaved-here");
const person = document.body.dataset.person;

/** Copies the server has not got: neither kept as a working text nor sent as a version. */
async function left() {
  const since = new Date(note.dataset.since).getTime();
  const places = note.dataset.places.split(" ").map((path) => `keep:${person}:${path}:`);
  const copies = (await Promise.all(places.map(found))).flat();
  const open = copies.filter((copy) => !copy.synced && !copy.sent && copy.at > since);
  return open.sort((one, other) => other.at - one.at)[0];
}

/** What is pressed next would leave it behind. */
function askFirst(words) {
  for (const button of document.querySelectorAll("form[data-guard] [data-key=main]")) {
    const known = button.dataset.confirm ?? button.form.dataset.confirm ?? "";
    button.dataset.confirm = `${words}，不会带上。仍然“${button.textContent.trim()}”？${known}`;
  }
}

async function start() {
  const copy = await left();
  if (copy) {
    const words = `您 ${clock(copy.at)} 的修改只存在本机，没有送到服务器`;
    note.querySelector("span").textContent = `${words}，`;
    note.querySelector("textarea").value = copy.values.body ?? "";
    note.hidden = false;
    askFirst(words);
    return;
  }
  const own = document.querySelector("[data-unsaved]");
  if (own) askFirst(own.dataset.unsaved);
}

if (note && person) start();
