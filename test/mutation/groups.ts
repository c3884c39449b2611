/** What `npm run test:mutation` changes, and the tests that must notice: fast ones, next to the sources. */
export interface Group {
  name: string;
  /** Patterns of the files whose code is changed; without those that begin with `!`. */
  sources: readonly string[];
  /** Patterns of the files of the tests. None with a comma: mocha would take it for two. */
  tests: readonly string[];
  /** Milliseconds after which a test hangs, where many mutants make one wait for ever. */
  hangsAfter?: number;
}

export const groups: readonly Group[] = [
  {
    name: 'parameters',
    // The tables of operations are compared with the published specification, where that is at hand.
    sources: [
      'src/appliance/operations/**/*.ts',
      '!src/appliance/operations/tables/*-operations.ts',
    ],
    tests: [
      'test/src/appliance/operations/**/*.test.ts',
      'test/editor/parameters.test.ts',
      'test/scripts/operations-page.test.ts',
    ],
  },
  {
    name: 'settings',
    sources: ['src/appliance/settings/*.ts'],
    tests: [
      'test/src/appliance/settings/*.test.ts',
      'test/editor/settings.test.ts',
      'test/scripts/settings-page.test.ts',
      'test/fuzz/hosts.test.ts',
    ],
  },
  {
    name: 'faults',
    sources: ['src/appliance/faults/*.ts'],
    tests: ['test/src/appliance/faults/*.test.ts'],
  },
  {
    name: 'redaction',
    sources: ['src/messages/{password-in-url,redaction}.ts'],
    tests: ['test/src/messages/redaction.test.ts', 'test/fuzz/redaction.test.ts'],
  },
  {
    name: 'secrets',
    sources: ['nodes/message/take-secrets-out.ts', 'src/messages/{rewrite,visit}.ts'],
    tests: [
      'test/nodes/take-secrets-out.test.ts',
      'test/src/messages/rewrite.test.ts',
      'test/src/messages/visit.test.ts',
      'test/fuzz/secrets-taken-out.test.ts',
    ],
  },
  {
    name: 'lockout',
    sources: ['src/appliance/sign-in/{lockout-guard,pauses,refusals}.ts'],
    tests: ['test/src/appliance/sign-in/*.test.ts'],
    hangsAfter: 5000,
  },
  {
    name: 'wait',
    sources: ['src/jobs/wait/*.ts'],
    tests: ['test/src/jobs/wait/*.test.ts'],
  },
  {
    name: 'monitor',
    sources: ['src/jobs/monitor/*.ts'],
    tests: [
      'test/src/jobs/monitor/clocks.test.ts',
      'test/src/jobs/monitor/jobs.test.ts',
      'test/src/jobs/monitor/late-backups.test.ts',
      'test/src/jobs/monitor/looks.test.ts',
      'test/src/jobs/monitor/reported-backups.test.ts',
      'test/src/jobs/monitor/start-memory.test.ts',
      'test/src/jobs/monitor/wanted-details.test.ts',
    ],
  },
  {
    name: 'schedule',
    sources: ['src/jobs/schedule/*.ts'],
    tests: ['test/src/jobs/schedule/*.test.ts', 'test/src/jobs/monitor/late-backups.test.ts'],
  },
  {
    name: 'verdicts',
    sources: ['src/checks/judge/*.ts'],
    tests: ['test/src/checks/judge.test.ts', 'test/fuzz/verdicts.test.ts'],
  },
];
