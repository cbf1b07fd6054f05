/**
 * On the front page: where to go on, and the map with the chosen deal.
 */
import { define } from "./kit/dom.js";
import { Kept } from "./elements/kept.js";
import { Today } from "./elements/today.js";
import { TrackMap } from "./elements/map.js";
import { watchTrouble } from "./kit/trouble.js";

define("tt-today", Today);
define("tt-map", TrackMap);
define("tt-kept", Kept);

watchTrouble();
