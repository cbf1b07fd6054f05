/**
 * On every page: the shade, the search, the item that the address names, what is kept for offline,
 * ticks, what has been read.
 */
import { define } from "./parts/kit.js";
import { Print } from "./parts/print.js";
import { Ticks } from "./parts/ticks.js";
import { Today } from "./parts/today.js";
import { TrackMap } from "./parts/map.js";
import { Read } from "./parts/read.js";
import { searchDoor } from "./parts/search-door.js";
import { arrive } from "./parts/arrive.js";
import { armShade } from "./parts/shade.js";
import { watchTrouble } from "./parts/trouble.js";
import { goOffline } from "./parts/offline.js";

define("tt-ticks", Ticks);
define("tt-today", Today);
define("tt-map", TrackMap);
define("tt-read", Read);
define("tt-print", Print);

const shade = document.querySelector("button.shade");
if (shade) armShade(/** @type {HTMLButtonElement} */ (shade));

searchDoor();
arrive();
watchTrouble();

addEventListener("load", () => {
  goOffline().catch(() => {});
});
