/** Names of servers, all of them on this machine, and how their resolution fails. */
import dns from 'node:dns';

/** The names below it are resolved here. */
export const domain = 'appliance.test';

/** How a name is resolved: with this error, or never. */
export type BadLookup = 'ENOTFOUND' | 'EAI_AGAIN' | 'silent';

type Callback = (error: Error | null, ...result: unknown[]) => void;

const bad = new Map<string, BadLookup>();
/** Those that got no answer yet. */
const unanswered = new Map<string, (() => void)[]>();

/** How the name is resolved from now on; undefined: well, also for those that got no answer yet. */
export function setLookup(host: string, how: BadLookup | undefined): void {
  if (how !== undefined) {
    bad.set(host, how);
    return;
  }
  bad.delete(host);
  const waiting = unanswered.get(host) ?? [];
  unanswered.delete(host);
  for (const again of waiting) again();
}

function answer(host: string, all: boolean, callback: Callback): void {
  const how = bad.get(host);
  if (how === 'silent') {
    const again = () => answer(host, all, callback);
    unanswered.set(host, [...(unanswered.get(host) ?? []), again]);
    return;
  }
  if (how !== undefined) {
    callback(Object.assign(new Error(`getaddrinfo ${how} ${host}`), { code: how }));
  } else if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}

/** Resolves the names of the domain here; all others as before. */
export function resolveHere(): void {
  const original = dns.lookup;
  const lookup = (host: string, options: dns.LookupOptions, callback: Callback) => {
    if (!host.endsWith(`.${domain}`)) return original(host, options, callback as never);
    process.nextTick(answer, host, options.all === true, callback);
    return undefined;
  };
  Object.assign(dns, { lookup });
}
