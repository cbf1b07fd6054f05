/**
 * On pages to learn with: quizzes, the review, the drill, learning paths.
 */
import { define } from "./kit/dom.js";
import { Kept } from "./elements/kept.js";
import { Quiz } from "./elements/quiz.js";
import { Review } from "./elements/review.js";
import { Drill } from "./elements/drill.js";
import { LearningPath } from "./elements/path.js";
import { watchTrouble } from "./kit/trouble.js";

define("tt-quiz", Quiz);
define("tt-review", Review);
define("tt-drill", Drill);
define("tt-path", LearningPath);
define("tt-kept", Kept);

watchTrouble();
