/*
 * Copies in the browser of what is being written: they outlive a crash, an expired session and a
 * server that is gone. One for each page that writes; a text too large for the browser's quick
 * store goes to its large one.
 */
import { page } from "./page.js";

const PLACE = `keep:${page.person}:${page.path}:`;
const OWN = PLACE + page.token;
const OLD = 30 * 24 * 3600 * 1000;

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("keep", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("copies");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function large(mode, act) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const deal = base.transaction("copies", mode);
    const asked = act(deal.objectStore("copies"));
    deal.oncomplete = () => resolve(asked.result);
    deal.onerror = () => reject(deal.error);
  }).finally(() => base.close());
}

/** Write this page's copy: {values, base, at, sent}. */
export async function write(copy, key = OWN) {
  const text = JSON.stringify(copy);
  try {
    localStorage.setItem(key, text);
  } catch {
    localStorage.removeItem(key);
    await large("readwrite", (store) => store.put(text, key));
  }
}

export async function remove(key = OWN) {
  localStorage.removeItem(key);
  await large("readwrite", (store) => store.delete(key)).catch(() => undefined);
}

function parsed(key, text) {
  try {
    return { key, token: key.slice(PLACE.length), ...JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Copies that other pages left at this place, the newest first; very old ones go. */
export async function found() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PLACE));
  const kept = keys.map((key) => parsed(key, localStorage.getItem(key)));
  try {
    for (const key of await large("readonly", (store) => store.getAllKeys())) {
      if (!key.startsWith(PLACE)) continue;
      kept.push(parsed(key, await large("readonly", (store) => store.get(key))));
    }
  } catch {
    // A browser that forbids its large store has still the quick one.
  }
  const copies = kept.filter((copy) => copy && copy.token !== page.token);
  const old = copies.filter((copy) => copy.at < Date.now() - OLD);
  await Promise.all(old.map((copy) => remove(copy.key)));
  return copies.filter((copy) => !old.includes(copy)).sort((a, b) => b.at - a.at);
}
