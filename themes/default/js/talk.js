/**
 * On a script's page: the conversation to practise.
 */
import { define } from "./parts/kit.js";
import { Talk } from "./parts/talk.js";
import { watchTrouble } from "./parts/trouble.js";

define("tt-talk", Talk);

watchTrouble();
