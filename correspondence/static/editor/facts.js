/* 文件要素: what is still to be filled in, in one line; fields that do not apply are not shown. */
import { form } from "./text.js";

const said = document.getElementById("facts-said");
const value = (name) => form.elements[name]?.value.trim() ?? "";
const words = (name) => form.elements[name]?.selectedOptions[0]?.text ?? "";

/** Fields that only some choices ask for (《规定》第十八条; 不主动公开的，说明理由). */
const ASKED = {
  promised_on: () => ["resolving", "planned"].includes(value("outcome")),
  outcome_reason: () => value("outcome") === "noted",
  openness_reason: () => !["", "public"].includes(value("openness")),
};
const LABELS = {
  outcome: "办理结果",
  promised_on: "承诺解决时限",
  outcome_reason: "留作参考的说明",
  openness: "公开属性",
  openness_reason: "不主动公开的理由",
};

const isAsked = (name) => form.elements[name] && (ASKED[name]?.() ?? true);
const missing = () => Object.keys(LABELS).filter((name) => isAsked(name) && !value(name));

function summary() {
  const copies = value("copies").split("\n").filter(Boolean).length;
  const parts = [
    value("outcome") && words("outcome"),
    value("openness") && words("openness"),
    copies && `抄送 ${copies} 个机关`,
    value("note_line"),
  ];
  return parts.filter(Boolean).join(" · ");
}

function renew() {
  for (const name of Object.keys(ASKED)) {
    const field = form.elements[name]?.closest(".field");
    if (field) field.hidden = !ASKED[name]() && !field.querySelector(".field-errors");
  }
  const lacking = missing();
  said.classList.toggle("is-missing", lacking.length > 0);
  said.textContent = lacking.length
    ? `待填：${lacking.map((name) => LABELS[name]).join("、")}`
    : summary();
}

export function startFacts() {
  document.getElementById("facts").addEventListener("input", renew);
  document.getElementById("facts").addEventListener("change", renew);
  renew();
}
