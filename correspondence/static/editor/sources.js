/* Beside the text: a Word document goes in or out, and what is taken leaves its source behind. */
import { indented } from "./indent.js";
import { insertParagraphs } from "./insert.js";
import { body, form, put, shown } from "./text.js";

const SHEET = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// --- Where a paragraph came from -----------------------------------------------------------------
function noteSource(source) {
  const field = form.elements.reason;
  if (!field || field.value.includes(source)) return;
  const added = field.value ? `${field.value}；引自${source}` : `引自${source}`;
  // A list that is full says so once, instead of cutting a number in two.
  const room = field.maxLength > 0 ? field.maxLength : Infinity;
  const next = added.length <= room ? added : `${field.value}等`;
  if (next.length > room || field.value.endsWith("等")) return;
  field.value = next;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// --- A Word document goes in ---------------------------------------------------------------------
function fill(taken) {
  const chosen = [...taken.querySelectorAll("[type=checkbox]:checked")].map((box) => box.value);
  // The body last: the caret stays in it.
  chosen.sort((one, other) => (one === "body") - (other === "body"));
  for (const name of chosen) {
    const field = form.elements[name];
    const found = taken.querySelector(`[data-field="${name}"]`);
    if (!field || !found) continue;
    // A field that is folded away cannot be typed into.
    const folded = field.closest("details:not([open])");
    if (folded) folded.open = true;
    if (field === body) put(body, 0, shown().length, indented(found.value));
    else put(field, 0, field.value.length, found.value);
  }
  return chosen.length > 0;
}

function take(button) {
  const taken = button.closest("[data-taken]");
  const said = taken.querySelector("[data-taken-said]");
  const whole = button.dataset.take === "replace";
  if (whole && !fill(taken)) {
    said.textContent = "请先勾选要带入的内容。";
    return;
  }
  if (!whole) insertParagraphs(taken.querySelector("[data-field=body]")?.value ?? "");
  said.textContent = `${whole ? "已替换所选内容" : "已插入正文"}，可用 Ctrl+Z 撤销；保存后成为新的版本。`;
}

function refuseTooLarge(event) {
  const field = event.target.closest("[type=file][data-limit]");
  const file = field?.files[0];
  if (!file || file.size <= Number(field.dataset.limit)) return;
  event.stopPropagation();
  document.getElementById("word-taken").textContent = field.dataset.limitWords;
  field.value = "";
}

// --- The text on the screen goes out as one ------------------------------------------------------
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function exportText(button) {
  const said = document.getElementById("export-said");
  said.textContent = "正在生成……";
  try {
    const answer = await fetch(button.dataset.export, { method: "POST", body: new FormData(form) });
    if (answer.headers.get("Content-Type") !== SHEET) {
      said.textContent = answer.status === 422 ? await answer.text() : "未能导出，请刷新页面后再试。";
      return;
    }
    save(await answer.blob(), button.dataset.exportName);
    said.textContent = "已导出屏幕上的文字。";
  } catch {
    said.textContent = "网络不通，未能导出，请稍后再试。";
  }
}

export function startSources() {
  document.addEventListener("click", (event) => {
    const taker = event.target.closest("[data-take]");
    if (taker) take(taker);
    const source = event.target.closest("[data-insert][data-source]");
    if (source) noteSource(source.dataset.source);
    const exporter = event.target.closest("[data-export]");
    if (exporter) exportText(exporter);
  });
  document.addEventListener("change", refuseTooLarge, true);
}
