import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { createAppliance } from './appliance/appliance';
import { basic } from './appliance/authentication';
import { openControlAddress } from './control/control-address';
import { createTestControls } from './control/test-controls';
import { type SimulatorOptions, withDefaults } from './options';
import type { Side } from './protocol/routes';
import { scriptOf } from './scenarios/scenarios';
import type { Script } from './scenarios/script';
import { fingerprintOf, makeCertificates, takeCertificates } from './server/certificates';
import { createRequestHandler } from './server/handle-request';
import { createListener } from './server/listener';
import { createPorts } from './server/ports';
import { createPreparedAnswers } from './server/prepared-answers';
import { type Counters, createRequestLog } from './server/request-log';
import { createAnswerChecks } from './specification/check-answers';
import { createClock } from './time/clock';

/** A running stand-in for a vCenter Server Appliance. */
export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/**
 * Starts a stand-in appliance, on loopback unless told otherwise.
 * @throws {RangeError} for an unknown scenario or time zone, and for a script without a phase
 * @throws the system's error, EADDRINUSE for example, when it cannot listen
 */
export async function startSimulator(options: SimulatorOptions = {}) {
  const settings = withDefaults(options);
  const { timers, keepAliveTimeout, serviceTime, onAnswer, onHold } = settings;
  const script = scriptOf(settings.scenario);
  const { address: host } = await lookup(settings.host);
  const { tls, giveBack } = await certificatesFor(settings);

  const checks = createAnswerChecks(settings.validate);
  const clock = createClock(settings.speed, settings.now, timers);
  const prepared = createPreparedAnswers();
  const log = createRequestLog();
  const appliance = createAppliance(settings, clock, () => {
    const isRefused = (side: Side) => appliance.script.conditions(side).trouble === 'refused';
    // Sessions live in the memory of a service: one that is down has forgotten them when it is back.
    if (isRefused('api')) sessions.closeAll();
    ports.refuse(isRefused);
  });
  const { accounts, sessions, lockouts } = appliance;
  const handler = createRequestHandler({
    appliance,
    log,
    prepared,
    serviceTime,
    timers,
    check: checks.check,
    onAnswer,
    onHold,
  });
  const listen = (side: Side, port: number) =>
    createListener({ host, port, tls, keepAliveTimeout }, handler(side));
  const api = listen('api', settings.port);
  const management = listen('management', settings.managementPort);
  const ports = createPorts({ api, management });

  async function end(): Promise<void> {
    clock.stop();
    await ports.setSuspended(true);
    giveBack();
  }

  try {
    // Open before the script begins: one that begins with closed ports needs to know which.
    await ports.setSuspended(false);
    appliance.script.play(script);
  } catch (error) {
    await end();
    throw error;
  }

  const counters = (): Counters => ({
    ...log.counts(),
    openConnections: api.connections() + management.connections(),
    openSessions: sessions.count(),
  });
  /** @throws {RangeError} for an unknown scenario, and for a script without a phase */
  const setScenario = (scenario: string | Script) => appliance.script.play(scriptOf(scenario));
  const controls = createTestControls(appliance);
  const { backups } = controls;
  const control = await openControlAddress({
    ...{ clock, counters, setScenario, backups },
    lockouts: lockouts.all,
  });

  return {
    ...controls,
    host: settings.host,
    port: api.port(),
    managementPort: management.port(),
    /** Of the API side. */
    url: `https://${isIPv6(settings.host) ? `[${settings.host}]` : settings.host}:${api.port()}`,
    /** PEM of the authority that its certificate comes from. */
    ca: tls.ca,
    /** SHA-256 of its certificate, `AA:BB:…`. */
    fingerprint: fingerprintOf(tls.cert),
    username: accounts.username,
    get rootPassword(): string {
      return accounts.rootPassword;
    },
    get password(): string {
      return accounts.password;
    },
    /** `Basic …` of user name and password. */
    get authorization(): string {
      return basic(accounts.username, accounts.password);
    },
    /** Plain HTTP on loopback, for people and other processes. */
    controlUrl: control.url,
    clock,
    counters,
    /** The last thousand since the last reset, newest last. */
    get requests() {
      return log.requests();
    },
    /** Sets every count to zero and forgets the requests; what is open stays open. */
    resetCounters: log.reset,
    /** Resolves once so many requests for the operation (one) have come in since the last reset. */
    whenRequest: log.whenRequest,
    /** Answers an operation otherwise, until given `undefined`. `*` is for every request. */
    answerWith: prepared.set,
    /** How many answers were held against the published specification. */
    get answersValidated(): number {
      return checks.count();
    },
    /** How these answers differ from it, one line each. */
    get validationErrors(): readonly string[] {
      return checks.errors();
    },
    setScenario,
    /** Changes the password; sessions that are open stay open. */
    setPassword(password: string): void {
      accounts.password = password;
    },
    /** Changes the password of root; sessions that are open stay open. */
    setRootPassword(password: string): void {
      accounts.rootPassword = password;
    },
    /** The name of the account for each time that failed sign-ins have locked one. */
    get lockouts(): readonly string[] {
      return lockouts.all();
    },
    setSessionLimit: sessions.setLimit,
    /** Ends all sessions, so that whoever uses one gets 401. */
    expireSessions: sessions.closeAll,
    /** Closes both ports and every connection. */
    suspend: () => ports.setSuspended(true),
    /** Listens again on the same ports. */
    resume: () => ports.setSuspended(false),
    /** Ends everything at once. */
    async stop(): Promise<void> {
      await Promise.all([end(), control.stop()]);
    },
  };
}

/** The certificate of the settings, or else one that is made for them or that nobody uses any more. */
async function certificatesFor({
  tls,
  certificateNames: names,
  notAfter,
  freshAuthority,
  timers,
}: ReturnType<typeof withDefaults>) {
  const now = timers.wallNow();
  if (tls === undefined && notAfter === undefined && !freshAuthority) {
    return takeCertificates(names, now);
  }
  const made = tls ?? (await makeCertificates({ names, notAfter, freshAuthority }, now));
  return { tls: made, giveBack: () => undefined };
}
