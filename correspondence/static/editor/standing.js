/* How things stand around the text: who else has it open, and whether a newer version was saved. */
import { note } from "./page.js";
import { compare } from "./restore.js";
import { form } from "./text.js";

/** Show what the server said with its last answer. */
export function standing(said) {
  const people = said.others.map(({ name, at }) => `${name}也在修改，${at}`);
  note("others", people.join("；"), {}, "waiting");
  const own = "您在另一个窗口或者另一台电脑也打开着这份文稿。";
  note("also-here", said.also_here ? own : "", {}, "waiting");
  note("closed", said.closed, {}, "overdue");
  newer(said.version);
}

function newer({ number, author, mine, at }) {
  const isNewer = number > Number(form.elements.base.value);
  const who = mine ? "您在别处" : author;
  const words = `${who} ${at} 保存了第 ${number} 版。您保存时会按段落合并，两边的修改都不会丢。`;
  note("newer", isNewer ? words : "", { 看差异: compare });
}

export function startWatching() {
  document.getElementById("keeping-notes").hidden = false;
}
