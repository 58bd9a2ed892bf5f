/*
 * Copies in the browser of what is being written: they outlive a crash, an expired session and a
 * server that is gone. A text too large for the browser's quick store goes to its large one.
 * A key begins with its place ("keep:7:/replies/5/save/:"), and ends with the page that wrote it.
 */
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

/** A name for a page, so that two windows are told apart. */
export const newToken = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16)).join("");

/** What the quick store answers; nothing if it is full, or forbidden altogether. */
function quick(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

/** Write a copy: {values, at, …}. Resolves to whether this browser has it. */
export async function write(key, copy) {
  const text = JSON.stringify(copy);
  const put = (store) => {
    store.setItem(key, text);
    return true;
  };
  if (quick(put)) return true;
  quick((store) => store.removeItem(key));
  return large("readwrite", (store) => store.put(text, key)).then(() => true, () => false);
}

export async function remove(key) {
  quick((store) => store.removeItem(key));
  await large("readwrite", (store) => store.delete(key)).catch(() => undefined);
}

function parsed(key, text) {
  try {
    return { key, token: key.slice(key.lastIndexOf(":") + 1), ...JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The copies at a place, the newest first; very old ones go. */
export async function found(place) {
  const keys = quick(Object.keys)?.filter((key) => key.startsWith(place)) ?? [];
  const kept = keys.map((key) => parsed(key, quick((store) => store.getItem(key))));
  try {
    for (const key of await large("readonly", (store) => store.getAllKeys())) {
      if (!key.startsWith(place)) continue;
      kept.push(parsed(key, await large("readonly", (store) => store.get(key))));
    }
  } catch {
    // A browser that forbids its large store has still the quick one.
  }
  const copies = kept.filter(Boolean);
  const old = copies.filter((copy) => copy.at < Date.now() - OLD);
  await Promise.all(old.map((copy) => remove(copy.key)));
  return copies.filter((copy) => !old.includes(copy)).sort((a, b) => b.at - a.at);
}
