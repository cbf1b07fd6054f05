/**
 * On pages to learn with: quizzes, the review, the drill, learning paths.
 */
import { define } from "./parts/kit.js";
import { Quiz } from "./parts/quiz.js";
import { Review } from "./parts/review.js";
import { Drill } from "./parts/drill.js";
import { LearningPath } from "./parts/path.js";
import { watchTrouble } from "./parts/trouble.js";

define("tt-quiz", Quiz);
define("tt-review", Review);
define("tt-drill", Drill);
define("tt-path", LearningPath);

watchTrouble();
