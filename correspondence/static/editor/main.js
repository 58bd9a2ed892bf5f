/* The editor's parts, each started once. Without any of them the form still saves. */
import { startAsking } from "./ask.js";
import { startIndenting } from "./indent.js";
import { startInserting } from "./insert.js";
import { startPages } from "./pages.js";
import { startTabs } from "./tabs.js";
import { startTrouble } from "./trouble.js";
import { startUnderlay } from "./underlay.js";

const PARTS = [
  startIndenting,
  startUnderlay,
  startTabs,
  startInserting,
  startTrouble,
  startPages,
  startAsking,
];
for (const start of PARTS) start();
