/**
 * On pages to work with: deals, the meeting card, the appraisal.
 */
import { define } from "./parts/kit.js";
import { Board } from "./parts/board.js";
import { Card } from "./parts/card.js";
import { Score } from "./parts/score.js";
import { watchTrouble } from "./parts/trouble.js";

define("tt-deals", Board);
define("tt-card", Card);
define("tt-score", Score);

watchTrouble();
