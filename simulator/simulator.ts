import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { createState } from './appliance/appliance';
import { basic } from './appliance/authentication';
import { openControl } from './control/control-address';
import { createSteering, type Steering } from './control/test-controls';
import { type SimulatorOptions, withDefaults } from './options';
import { scriptOf } from './scenarios/scenarios';
import type { Script, Side } from './scenarios/script';
import { fingerprintOf, makeCertificates } from './server/certificates';
import { createReception } from './server/handle-request';
import { createListener } from './server/listener';
import { createPorts } from './server/ports';
import { type Answers, createPreparedAnswers } from './server/prepared-answers';
import {
  type Counters,
  createJournal,
  type Operations,
  type SimulatedRequest,
} from './server/request-log';
import { createInspection } from './specification/check-answers';
import { type Clock, createClock } from './time/clock';

/** A running stand-in for a vCenter Server Appliance. */
export interface Simulator extends Steering {
  readonly host: string;
  readonly port: number;
  readonly managementPort: number;
  /** Of the API side. */
  readonly url: string;
  /** PEM of the authority that its certificate comes from. */
  readonly ca: string;
  /** SHA-256 of its certificate, `AA:BB:…`. */
  readonly fingerprint: string;
  readonly username: string;
  readonly password: string;
  readonly rootPassword: string;
  /** `Basic …` of user name and password. */
  readonly authorization: string;
  /** Plain HTTP on loopback, for people and other processes. */
  readonly controlUrl: string;
  readonly clock: Clock;
  /** The last thousand since the last reset, newest last. */
  readonly requests: readonly SimulatedRequest[];
  /** How many answers were held against the published specification. */
  readonly answersValidated: number;
  /** How these answers differ from it, one line each. */
  readonly validationErrors: readonly string[];
  counters(): Counters;
  /** Sets every count to zero and forgets the requests; what is open stays open. */
  resetCounters(): void;
  /** @throws {RangeError} for a name there is no scenario by, and for a script without a phase */
  setScenario(scenario: string | Script): void;
  /** Changes the password; sessions that are open stay open. */
  setPassword(password: string): void;
  setSessionLimit(limit: number): void;
  /** Ends all sessions, so that whoever uses one gets 401. */
  expireSessions(): void;
  /** Answers an operation otherwise, until told `undefined`. `*` is for every request. */
  answerWith(operation: Operations, answers: Answers | undefined): void;
  /** Resolves once so many requests for the operation (one) have come in since the last reset. */
  whenRequest(operation: Operations, count?: number): Promise<void>;
  /** Closes both ports and every connection. */
  suspend(): Promise<void>;
  /** Listens again on the same ports. */
  resume(): Promise<void>;
  /** Ends everything at once. */
  stop(): Promise<void>;
}

/**
 * Starts a stand-in appliance, on loopback unless told otherwise.
 * @throws {RangeError} for a name there is no scenario by, for a script without a phase, and for a
 *   time zone that there is none by that name
 * @throws the system's error, EADDRINUSE for one, when it cannot listen
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = withDefaults(options);
  const script = scriptOf(settings.scenario);
  const { address: host } = await lookup(settings.host);
  const tls = settings.tls ?? (await makeCertificates(settings.certificate));

  const inspection = createInspection(settings.validate);
  const clock = createClock(settings.speed, settings.now);
  const { accounts } = settings;
  const prepared = createPreparedAnswers();
  const state = createState(settings, clock, () => {
    const refused = (side: Side) => state.stage.conditions(side).trouble === 'refused';
    // Sessions live in the memory of a service: one that is down has forgotten them when it is back.
    if (refused('api')) state.sessions.closeAll();
    ports.refuse(refused);
  });
  const { sessions, stage } = state;
  const steering = createSteering(state, settings.backupSeconds);

  const journal = createJournal({
    connections: () => ports.api.connections() + ports.management.connections(),
    sessions: () => sessions.count(),
  });
  const reception = createReception({
    state,
    clock,
    journal,
    prepared,
    serviceTime: settings.serviceTime,
    inspect: inspection.inspect,
    onAnswer: settings.onAnswer,
  });
  const { keepAliveTimeout } = settings;
  const listen = (side: Side, port: number) =>
    createListener({ host, port, tls, keepAliveTimeout }, reception(side));
  const ports = createPorts(
    listen('api', settings.port),
    listen('management', settings.managementPort),
  );

  async function end(): Promise<void> {
    clock.stop();
    await ports.stop();
  }

  try {
    // Open before the script begins: one that begins with closed ports needs to know which.
    await ports.resume();
    stage.play(script);
  } catch (error) {
    await end();
    throw error;
  }
  const counters = () => journal.counters();
  const setScenario = (scenario: string | Script) => stage.play(scriptOf(scenario));
  const control = await openControl({ clock, counters, setScenario, backups: steering.backups });

  return {
    ...steering,
    host: settings.host,
    get port() {
      return ports.api.port;
    },
    get managementPort() {
      return ports.management.port;
    },
    get url() {
      return `https://${isIPv6(settings.host) ? `[${settings.host}]` : settings.host}:${ports.api.port}`;
    },
    ca: tls.ca,
    fingerprint: fingerprintOf(tls.cert),
    username: accounts.username,
    get password() {
      return accounts.password;
    },
    rootPassword: accounts.rootPassword,
    get authorization() {
      return basic(accounts.username, accounts.password);
    },
    controlUrl: control.url,
    clock,
    get requests() {
      return journal.requests();
    },
    get answersValidated() {
      return inspection.count();
    },
    get validationErrors() {
      return inspection.errors();
    },
    counters,
    resetCounters: () => journal.reset(),
    setScenario,
    setPassword(password) {
      accounts.password = password;
    },
    setSessionLimit(limit) {
      sessions.limit = limit;
    },
    expireSessions: () => sessions.closeAll(),
    answerWith: (operation, answers) => prepared.set(operation, answers),
    whenRequest: (operation, count = 1) => journal.whenRequest(operation, count),
    suspend: () => ports.suspend(),
    resume: () => ports.resume(),
    async stop() {
      await Promise.all([end(), control.stop()]);
    },
  };
}
