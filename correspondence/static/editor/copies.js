/* The editor's own copies in the browser: one for each page that writes. */
import * as copies from "../copies.js";
import { page } from "./page.js";

const PLACE = `keep:${page.person}:${page.path}:`;
const OWN = PLACE + page.token;

/** Write this page's copy: {values, base, at, sent, synced}. */
export const write = (copy) => copies.write(OWN, copy);

export const remove = (key = OWN) => copies.remove(key);

/** Copies that other pages left at this place, the newest first. */
export async function found() {
  return (await copies.found(PLACE)).filter((copy) => copy.token !== page.token);
}
