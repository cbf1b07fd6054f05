/** What the linter holds scripts to: the theme's, the preview's and the tests' own. */
import js from "@eslint/js";
import globals from "globals";

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
  { files: ["**/src/serve/*.js"], rules: { "max-lines": "off" } },
  { files: ["**/js/**/*.js", "**/src/serve/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["**/tests/web/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.node, axe: "readonly" } },
    rules: { "no-console": "off", "max-lines": "off" },
  },
];
