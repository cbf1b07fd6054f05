/** What the linter holds scripts to: the theme's, the preview's and the tests' own. */
import js from "@eslint/js";
import globals from "globals";

/** A type that nothing is held to. */
const ANY = /[{<|(:[,]\s*any\s*[}>|)\],]|\bany\[\]|=>\s*any\b/g;

/** Types stand in comments, where the linter's own rules don't look. @type {import("eslint").Rule.RuleModule} */
const noAny = {
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const comment of sourceCode.getAllComments())
        for (const found of comment.value.matchAll(ANY)) {
          const start = (comment.range?.[0] ?? 0) + 2 + found.index;
          const loc = sourceCode.getLocFromIndex(start);
          report({ loc, message: `\`any\` holds nothing: name the type, or \`unknown\`` });
        }
    },
  }),
};

export default [
  { ignores: ["**/node_modules/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-shadow": "off",
      "max-len": ["error", { code: 120, ignoreUrls: false }],
      "max-lines": ["error", 250],
      "no-console": "error",
    },
  },
  {
    files: ["**/themes/**/*.js"],
    plugins: { types: { rules: { "no-any": noAny } } },
    rules: { "types/no-any": "error" },
  },
  { files: ["**/src/serve/*.js"], rules: { "max-lines": "off" } },
  { files: ["**/js/**/*.js", "**/src/serve/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["**/tests/web/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.node, axe: "readonly" } },
    rules: { "no-console": "off", "max-lines": "off" },
  },
];
