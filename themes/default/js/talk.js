/**
 * On a script's page: the conversation to practise.
 */
import { define } from "./kit/dom.js";
import { Talk } from "./elements/talk.js";
import { watchTrouble } from "./kit/trouble.js";

define("tt-talk", Talk);

watchTrouble();
