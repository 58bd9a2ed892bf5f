/* The editor's parts, each started once. Without any of them the form still saves. */
import { startInserting } from "./insert.js";
import { startPages } from "./pages.js";
import { startTabs } from "./tabs.js";

for (const start of [startInserting, startTabs, startPages]) start();
