/**
 * On every page: the shade, the search, the item that the address names, what is kept for offline,
 * ticks, what has been read.
 */
import { define } from "./kit/dom.js";
import { Print } from "./elements/print.js";
import { Ticks } from "./elements/ticks.js";
import { Read } from "./elements/read.js";
import { showWay, Way } from "./elements/way.js";
import { searchDoor } from "./search/door.js";
import { arrive } from "./kit/arrive.js";
import { armShade } from "./kit/shade.js";
import { openTerms } from "./kit/terms.js";
import { watchTrouble } from "./kit/trouble.js";
import { goOffline } from "./kit/offline.js";
import { speakLittle } from "./kit/words.js";

speakLittle();

define("tt-ticks", Ticks);
define("tt-read", Read);
define("tt-print", Print);
define("tt-way", Way);

const shade = document.querySelector("button.shade");
if (shade) armShade(/** @type {HTMLButtonElement} */ (shade));

searchDoor();
showWay();
openTerms();
arrive();
watchTrouble();

addEventListener("load", () => {
  goOffline().catch(() => {});
});
