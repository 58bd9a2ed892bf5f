/* Signing in without leaving the page, as the person who opened it. */
import { page, refreshToken, csrf, root } from "./page.js";

const dialog = document.getElementById("sign-in");
const form = document.getElementById("sign-in-form");
const error = document.getElementById("sign-in-error");
const LOCKED =
  "密码连续输错多次，账号已锁定 15 分钟。正文还在这一页里，不要关闭，15 分钟后再登录。";
let settled = null;

async function attempt() {
  await refreshToken();
  const body = new FormData(form);
  body.append("person", page.person);
  const answer = await fetch(root.dataset.signIn, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrf(), "X-Requested-With": "XMLHttpRequest" },
  });
  if (answer.ok) {
    await refreshToken();
    return "";
  }
  if (answer.status === 429) return LOCKED;
  const said = await answer.json().catch(() => null);
  return said?.words ?? "登录没有成功，请在新窗口登录后回到这里。";
}

async function onSubmit(event) {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    error.textContent = await attempt();
  } catch {
    error.textContent = "现在连不上服务器，请稍后再试；正文还在这一页里。";
  }
  button.disabled = false;
  form.elements.password.value = "";
  if (error.textContent) form.elements.password.focus();
  else close(true);
}

function close(done) {
  dialog.close();
  settled?.(done);
  settled = null;
}

/** Whether the person has signed in again; false if that is left for later. */
export function askToSignIn(words) {
  if (words) document.getElementById("sign-in-words").textContent = words;
  error.textContent = "";
  if (!dialog.open) dialog.showModal();
  form.elements.password.focus();
  return new Promise((resolve) => (settled = resolve));
}

/** Somebody signed in through another window: the question has answered itself. */
export function signedIn() {
  if (dialog.open) close(true);
}

form.addEventListener("submit", onSubmit);
document.getElementById("sign-in-later").addEventListener("click", () => close(false));
dialog.addEventListener("cancel", () => close(false));
