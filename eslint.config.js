import { globalIgnores } from "eslint/config";
import rxjs from "eslint-plugin-rxjs-x";
import tseslint from "typescript-eslint";

export default tseslint.config(
  // AssemblyScript has a compiler of its own.
  globalIgnores(["node_modules", "coverage", "**/*.js", "src/math/kernels/assembly"]),
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  rxjs.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // There are no enums.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      // A number in a message says what it is; String(n) around each of them hides the sentence.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An arrow that returns what a call returns is how a callback reads best.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-syntax": [
        "error",
        // Math.pow and ** have changed bits between versions of V8; a product never does.
        {
          selector: "BinaryExpression[operator='**']",
          message: "Multiply: powers are not the same everywhere.",
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name=/^(pow|random)$/]",
          message: "No Math.pow (bits vary) and no Math.random (pass a Random).",
        },
        { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
        { selector: "ExportDefaultDeclaration", message: "Export by name." },
      ],
    },
  },
  {
    // Configuration files are what their tools ask for.
    files: ["*.config.ts", "*.config.js"],
    rules: { "no-restricted-syntax": "off" },
  },
);
