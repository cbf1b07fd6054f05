/**
 * On a script's page: the conversation to practise.
 */
import { define } from "./parts/kit.js";
import { Talk } from "./parts/talk.js";

define("tt-talk", Talk);
