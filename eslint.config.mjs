/**
 * Expressions whose time does not grow linearly with the text: some texts stop Node-RED for minutes.
 * `npm run lint` checks every expression that may meet a text from outside. That is all that ESLint is
 * used for; Biome has no such rule.
 */
import parser from '@typescript-eslint/parser';
import regexp from 'eslint-plugin-regexp';

export default [
  {
    files: ['{nodes,simulator,src}/**/*.ts'],
    languageOptions: { parser },
    // Expressions are changed, not excused.
    linterOptions: { noInlineConfig: true },
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': [
        'error',
        { report: 'potential', ignorePartial: false, ignoreSticky: false },
      ],
    },
  },
];
