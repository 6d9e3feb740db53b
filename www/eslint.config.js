// What is asked of TypeScript, Svelte and JavaScript: the page, the tests' scripts, the npm package. How they look is Prettier's.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import ts from "typescript-eslint";

export default defineConfig(
  globalIgnores(["target", "www/dist", "www/src/core/wasm"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // `_` is what a pattern has to name and nobody needs; what is left out of an object by naming it is not unused.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_$", ignoreRestSiblings: true }],
      // Nothing to do is an answer: of a double in a test, of a hook nobody has set, of a failure that changes nothing.
      "@typescript-eslint/no-empty-function": "off",
      // Values are JSON under names that a template gives.
      "@typescript-eslint/no-dynamic-delete": "off",
      // `{ [path: string]: … }` says what the keys are.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // Interfaces cannot name a part of a union or be a record.
      "@typescript-eslint/consistent-type-definitions": "off",
      // A list that is only ever shown whole needs no keys.
      "svelte/require-each-key": "off",
      // What a view shows is `$state`; a Map or Set that one function makes and reads needs no signals.
      "svelte/prefer-svelte-reactivity": "off",
      eqeqeq: "error",
      "object-shorthand": "error",
    },
  },
  {
    files: ["www/**/*.{ts,svelte}"],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: "test", package: "node:test" }] },
      ],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-optional-chain": "error",
      "@typescript-eslint/return-await": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser } } },
);
