/** Microseconds of processor time that this process has taken, with its threads. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
