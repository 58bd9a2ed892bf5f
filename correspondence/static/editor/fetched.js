/*
 * What a panel asks the server for: with the token of now, and when it does not come, said in its
 * place. A tab or an earlier reply is asked for again the next time it is opened, until it has come
 * once; a file when it is chosen again.
 */
import { csrf } from "./page.js";

const OFFLINE = "连不上服务器，没有读取到。请稍后再试一次。";
const SIGNED_OUT = "登录已过期，没有读取到。请在页面上方重新登录，再试一次。";
const FAILED = "没有读取到。请再试一次；还是不行，请刷新页面（已填写的内容不会丢失）。";

function say(place, words) {
  const line = document.createElement("p");
  line.className = "note note--overdue";
  line.setAttribute("role", "alert");
  line.textContent = words;
  place.replaceChildren(line);
}

/** A whole page instead of a piece of one: the request was led to the sign-in. */
const isPage = (xhr) => /^\s*<!doctype html/i.test(xhr.responseText);

function onAnswer({ detail }) {
  const { xhr, target, requestConfig } = detail;
  if (xhr.status === 200 && isPage(xhr)) {
    detail.shouldSwap = false;
    say(target, SIGNED_OUT);
  } else if (xhr.status === 200 && requestConfig.elt.matches("[role=tabpanel], summary")) {
    requestConfig.elt.dataset.read = "yes";
  }
}

/** What has been read stands there; opening it again asks for nothing. */
function onRequest(event) {
  if (event.detail.elt.matches("summary[data-read]")) event.preventDefault();
}

export function startFetching() {
  document.addEventListener("htmx:configRequest", ({ detail: { parameters } }) => {
    if (parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = csrf();
  });
  document.addEventListener("htmx:beforeRequest", onRequest);
  document.addEventListener("htmx:beforeSwap", onAnswer);
  document.addEventListener("htmx:responseError", ({ detail }) => say(detail.target, FAILED));
  document.addEventListener("htmx:sendError", ({ detail }) => say(detail.target, OFFLINE));
  document.addEventListener("htmx:afterRequest", ({ target }) => {
    if (target.matches(".panel-file")) target.reset();
  });
}
