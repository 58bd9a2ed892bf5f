/* 豁免: a finding set aside with a reason, from the list of findings. */
import { fields, packed } from "./page.js";

const url = document.getElementById("panel-findings").dataset.waivers;
const LONGEST = 1000;
/** The finding whose reason is being typed, the reason so far, and what was refused. */
let open = { mark: "", why: "", problem: "" };
let redraw = () => {};

export const mayWaive = (found) => Boolean(url) && found.waivable;

function made(tag, name, words = "", facts = {}) {
  const part = document.createElement(tag);
  part.className = name;
  part.textContent = words;
  if (tag === "button") part.type = "button";
  Object.assign(part.dataset, facts);
  return part;
}

function reasonBox(found) {
  const box = made("div", "finding-why");
  const label = made("label", "form-label", "豁免的理由");
  const field = made("input", "form-control");
  field.id = label.htmlFor = "waive-why";
  field.maxLength = LONGEST;
  field.value = open.why;
  field.setAttribute("aria-describedby", "waive-problem");
  const problem = made("p", "field-errors", open.problem);
  problem.id = "waive-problem";
  problem.role = "alert";
  const moves = made("div", "finding-why-moves");
  moves.append(
    made("button", "btn", "豁免", { waive: found.mark }),
    made("button", "btn btn-link", "不豁免", { waiveClose: "yes" }),
  );
  box.append(label, field, problem, moves);
  return box;
}

/** What stands in a finding that counts: the way to set it aside. */
export function waiveLine(found) {
  if (open.mark === found.mark) return [reasonBox(found)];
  return [made("button", "btn finding-fix", "豁免…", { waiveOpen: found.mark })];
}

/** What stands in a finding that was set aside: who, when, why, and the way back. */
export function waivedLine(found) {
  const { pk, by, on, reason } = found.waived;
  const words = made("p", "finding-waived small");
  words.append(made("strong", "", "已豁免"), ` ${reason} `, made("span", "quiet num", `${by} ${on}`));
  return url ? [words, made("button", "btn finding-fix", "取消豁免", { unwaive: pk })] : [words];
}

async function post(facts) {
  const sent = packed({ ...fields(), ...facts });
  const answer = await fetch(url, { method: "POST", body: sent });
  const read = await answer.json();
  return answer.ok ? read : { problem: read.words };
}

async function waive(facts) {
  let read;
  try {
    read = await post(facts);
  } catch {
    read = { problem: "连不上服务器，请稍后再试。" };
  }
  open = read.problem ? { ...open, problem: read.problem } : { mark: "", why: "", problem: "" };
  if (read.findings) document.dispatchEvent(new CustomEvent("waived", { detail: read }));
  redraw();
  focusOn();
}

function focusOn() {
  (document.getElementById("waive-why") ?? document.getElementById("panel-findings")).focus();
}

function openAt(mark) {
  open = { mark, why: "", problem: "" };
  redraw();
  if (mark) focusOn();
}

function press({ waiveOpen, waiveClose, waive: mark, unwaive }) {
  if (waiveOpen) openAt(waiveOpen);
  if (waiveClose) openAt("");
  if (mark) waive({ finding: mark, why: open.why });
  if (unwaive) waive({ withdraw: unwaive });
}

/** Draw the list anew without taking the reason out of the hands of whoever types it. */
export function drawAround(draw) {
  const field = document.getElementById("waive-why");
  const held = field && field === document.activeElement;
  const [from, to] = held ? [field.selectionStart, field.selectionEnd] : [];
  draw();
  const again = held && document.getElementById("waive-why");
  if (!again) return;
  again.focus();
  again.setSelectionRange(from, to);
}

export function startWaiving(panel, draw) {
  redraw = draw;
  panel.addEventListener("click", (event) => press(event.target.closest("button")?.dataset ?? {}));
  panel.addEventListener("input", (event) => {
    if (event.target.id === "waive-why") open.why = event.target.value;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.target.id !== "waive-why" || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      waive({ finding: open.mark, why: open.why });
    } else if (event.key === "Escape") {
      event.stopPropagation();
      openAt("");
    }
  });
}
