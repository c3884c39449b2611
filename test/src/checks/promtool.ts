/** Prometheus' own tools, which are not npm packages. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function find(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/** @returns the path of promtool, which checks metrics and rules; undefined where it is not installed. */
export function findPromtool(): string | undefined {
  return find('promtool');
}

/** @returns the path of the server; undefined where it is not installed. */
export function findPrometheus(): string | undefined {
  return find('prometheus');
}
