// Starts every part of the site that script makes more comfortable. Each part finds its elements by data- attributes.
import { startAgents } from "./agents.js";
import { startAutosave } from "./autosave.js";
import { startCalling } from "./calling.js";
import { startComputing } from "./compute_start.js";
import { startConcepts } from "./concepts.js";
import { startConfirm } from "./confirm.js";
import { startCopy } from "./copy.js";
import { startLayers } from "./layers.js";
import { startLive } from "./live.js";
import { startPlaces } from "./map_start.js";
import { startMenus } from "./menu.js";
import { startNearby } from "./nearby.js";
import { startProposals } from "./proposals.js";
import { startSearches } from "./search_start.js";
import { startTalks } from "./talk.js";
import { startUploads } from "./upload.js";

for (const start of [startMenus, startCopy, startConfirm, startLayers, startUploads, startAutosave, startLive, startNearby, startProposals, startConcepts, startAgents, startPlaces, startSearches, startTalks, startCalling, startComputing]) {
  start(document);
}
