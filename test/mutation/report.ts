/** What StrykerJS found out, as it stores it: https://github.com/stryker-mutator/mutation-testing-elements */

interface Position {
  line: number;
  column: number;
}

interface Mutant {
  mutatorName: string;
  replacement: string;
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'Ignored';
  /** Whether it is in what runs while a file is loaded. Then it had a process of its own. */
  static?: boolean;
  location: { start: Position; end: Position };
}

export interface Report {
  files: Record<string, { source: string; mutants: readonly Mutant[] }>;
}

export interface Score {
  mutants: number;
  killed: number;
  minutes: number;
}

const isKilled = ({ status }: Mutant) => status === 'Killed' || status === 'Timeout';
export const hasSurvived = ({ status }: Mutant) => status === 'Survived' || status === 'NoCoverage';

/** @returns the number of mutants that the tests could notice, and of those that they did notice. */
export function scoreOf({ files }: Report, minutes: number): Score {
  const mutants = Object.values(files).flatMap(({ mutants }) => mutants);
  const killed = mutants.filter(isKilled).length;
  return { mutants: killed + mutants.filter(hasSurvived).length, killed, minutes };
}

/** @returns the report without these mutants: StrykerJS tries again what is not in it. */
export function without(report: Report, isLeftOut: (mutant: Mutant) => boolean): Report {
  const files = Object.entries(report.files).map(([name, file]) => {
    const mutants = file.mutants.filter((mutant) => !isLeftOut(mutant));
    return [name, { ...file, mutants }] as const;
  });
  return { ...report, files: Object.fromEntries(files) };
}

/** A code on one line, of a length that can be read. */
function shortened(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function originalCode(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === last ? line.slice(0, end.column - 1) : line))
    .map((line, index) => (index === 0 ? line.slice(start.column - 1) : line))
    .join('\n');
}

/** @returns a line for each mutant that no test noticed. */
export function survivorsOf({ files }: Report): string[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(hasSurvived).map(({ location, replacement, mutatorName, status }) => {
      const place = `${file}:${location.start.line}:${location.start.column}`;
      const change = `${shortened(originalCode(source, location))} → ${shortened(replacement)}`;
      return `${place}  ${mutatorName}${status === 'NoCoverage' ? ', no test' : ''}: ${change}`;
    }),
  );
}

/** @returns the percentage of the mutants that the tests noticed. */
export const percentage = ({ killed, mutants }: Score) => (100 * killed) / mutants;

/** @returns the rows of a Markdown table, the last of them the sum. */
export function table(scores: ReadonlyMap<string, Score>): string[] {
  const row = (name: string, score: Score) =>
    `| ${name} | ${score.mutants} | ${score.killed} | ${score.mutants - score.killed} | ${percentage(score).toFixed(1)} % | ${score.minutes.toFixed(1)} |`;
  return [
    '| group | mutants | killed | survived | score | minutes |',
    '| --- | --: | --: | --: | --: | --: |',
    ...[...scores].map(([name, score]) => row(name, score)),
    row('all', sum([...scores.values()])),
  ];
}

/** @returns the score of several groups together. */
export const sum = (scores: readonly Score[]): Score =>
  scores.reduce(
    (all, { mutants, killed, minutes }) => ({
      mutants: all.mutants + mutants,
      killed: all.killed + killed,
      minutes: all.minutes + minutes,
    }),
    { mutants: 0, killed: 0, minutes: 0 },
  );
