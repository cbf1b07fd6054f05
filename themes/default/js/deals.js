/**
 * On pages to work with: deals, the meeting card, the appraisal.
 */
import { define } from "./kit/dom.js";
import { Board } from "./elements/board.js";
import { Card } from "./elements/card.js";
import { Score } from "./elements/score.js";
import { watchTrouble } from "./kit/trouble.js";

define("tt-deals", Board);
define("tt-card", Card);
define("tt-score", Score);

watchTrouble();
