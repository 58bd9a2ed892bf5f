/* The editor's parts, each started once. Without any of them the form still saves. */
import { startAsking } from "./ask.js";
import { startFacts } from "./facts.js";
import { startFetching } from "./fetched.js";
import { startFinding } from "./find.js";
import { startFindings } from "./findings.js";
import { startIndenting } from "./indent.js";
import { startInserting } from "./insert.js";
import { startKeeping } from "./keep.js";
import { startKeys } from "./keys.js";
import { startOutline } from "./outline.js";
import { startPages } from "./pages.js";
import { startPasting } from "./paste.js";
import { startSources } from "./sources.js";
import { startTabs } from "./tabs.js";
import { startTrouble } from "./trouble.js";
import { startUnderlay } from "./underlay.js";

const PARTS = [
  startIndenting,
  startUnderlay,
  startFacts,
  startFetching,
  startTabs,
  startInserting,
  startPasting,
  startFinding,
  startOutline,
  startFindings,
  startSources,
  startTrouble,
  startPages,
  startAsking,
  startKeys,
  startKeeping,
];
for (const start of PARTS) start();
