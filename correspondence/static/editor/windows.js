/* Two windows of one person: they hear of each other, and neither goes over the other unseen. */
import { fill, note, page } from "./page.js";
import { hold } from "./restore.js";
import { form } from "./text.js";

const HEARD = 250;
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`keep:${page.person}:${page.path}`) : null;
const alive = new Set();

/** Tell the other windows: who (is there), here, kept, bye. */
export function tell(type) {
  channel?.postMessage({ type, token: page.token });
}

function onMessage({ data: { type, token } }) {
  if (type === "who") tell("here");
  if (type === "bye") alive.delete(token);
  else alive.add(token);
  const words = "这份文稿在您的另一个窗口也打开着，请只在一个窗口里修改。";
  note("window", alive.size ? words : "");
}

/** The server has a text of another window that this one has not seen: the person decides. */
export function quarrel(working, overrule) {
  const words = `您 ${working.at} 在另一个窗口也改过这份文稿，两边不同，这里的修改还没有保存到服务器。`;
  note(
    "quarrel",
    words,
    {
      改用那边的文字: () => {
        note("quarrel", "");
        form.elements.knows.value = working.mark;
        hold("刚才这里的文字");
        fill(working.fields, working.base);
      },
      以这里的为准: () => {
        note("quarrel", "");
        overrule(working.mark);
      },
    },
    "overdue",
  );
}

/** The windows that have this text open now, by their tokens. */
export function startWindows() {
  if (!channel) return alive;
  channel.addEventListener("message", onMessage);
  window.addEventListener("pagehide", () => tell("bye"));
  window.addEventListener("pageshow", ({ persisted }) => persisted && tell("here"));
  tell("who");
  return new Promise((resolve) => setTimeout(() => resolve(alive), HEARD));
}
