import { createAppliance } from '../../src/appliance/client';
import type { SeenAppliances } from '../../src/appliance/http/seen-appliances';
import type { SeenCertificates } from '../../src/appliance/http/seen-certificates';
import type { RawSettings } from '../../src/appliance/settings/appliance-settings';
import type { SignIns } from '../../src/appliance/sign-in/lockout-guard';
import { type Clock, pause, systemClock } from '../../src/clock';
import { createFirstPolls, type FirstPolls } from '../../src/jobs/watch/first-polls';
import { createSpacing, type Spacing } from '../../src/spacing';
import { showHealth } from '../runtime/badges';
import { changesOf } from '../runtime/changes';
import { configHash } from '../runtime/config-hash';
import { lastFaults } from '../runtime/last-faults';
import { loadOnce } from '../runtime/load-once';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import {
  type ApplianceNode,
  addAppliance,
  deployedAppliances,
  removeAppliance,
} from './deployed-appliances';
import type { PolledJobs } from './polled-jobs';
import { keepSeen, seenBefore } from './seen-before';

/**
 * Reports the appliance's health to one node of each tab: fifty nodes would mean fifty messages.
 */
function trackUsers(node: ApplianceNode): void {
  const registered = new Set<RuntimeNode>();
  const users: Record<string, RuntimeNode> = {};
  node.users = users;
  node.register = (user) => {
    registered.add(user);
    if (!Object.values(users).some(({ z }) => z === user.z)) users[user.id] = user;
  };
  node.deregister = (user) => {
    registered.delete(user);
    if (users[user.id] !== user) return;
    delete users[user.id];
    for (const other of registered) {
      if (other.z !== user.z) continue;
      users[other.id] = other;
      return;
    }
  };
}

/** Node-RED passes debug lines to loggers even if none logs them, which costs 5 % of a message. */
function isDebugLogged({ settings }: Runtime): boolean {
  const levels = Object.values(settings.logging ?? {}).map((logger) => logger?.level);
  return levels.some((level) => level === 'debug' || level === 'trace');
}

/** Shared by all appliances of a process; each test has its own. */
export interface ProcessWide {
  clock: Clock;
  /** Those of this process, if not given, as with the others. */
  signIns?: SignIns;
  seenAppliances?: SeenAppliances;
  seenCertificates?: SeenCertificates;
  /** Those of the appliance alone, if not given. */
  firstPolls?: FirstPolls;
  /** That of the appliance alone, if not given. */
  logouts?: Spacing;
}

const ofThisProcess: ProcessWide = {
  clock: systemClock,
  firstPolls: createFirstPolls(systemClock),
  logouts: createSpacing(systemClock),
};

const lastSeen = loadOnce(
  () => require('../../src/jobs/last-seen') as typeof import('../../src/jobs/last-seen'),
);
const words = loadOnce(() => require('../runtime/words') as typeof import('../runtime/words'));

/** Milliseconds between two logouts of a deploy. */
const betweenLogouts = 2;

/**
 * Starts a deployed `vcenter-appliance` node. It sends no request until a node uses it, and loads and
 * makes only then what it takes: there may be a thousand of them, most of which are asked once a day.
 *
 * @param processWide the clock of the machine, if not given.
 */
export function startAppliance(
  runtime: Runtime,
  node: ApplianceNode,
  config: NodeConfig,
  processWide: ProcessWide = ofThisProcess,
): void {
  const {
    clock,
    firstPolls = createFirstPolls(clock),
    logouts = createSpacing(clock),
  } = processWide;
  node.clock = clock;
  node.configHash = configHash(config, node.credentials);
  node.seen = seenBefore(node);
  const changes = changesOf(runtime, clock);
  const changed = () => changes.changed(node.id);
  const read = (): RawSettings => {
    const { readProxy, readTls } =
      require('../runtime/core-nodes') as typeof import('../runtime/core-nodes');
    return {
      config,
      credentials: node.credentials ?? {},
      ...readTls(runtime, config.tls),
      ...readProxy(runtime, config),
    };
  };
  let polled: PolledJobs | undefined;
  let isClosed = false;
  node.appliance = createAppliance(read, {
    ...processWide,
    id: node.id,
    name: node.name ?? '',
    host: String(config.host ?? ''),
    environment: process.env,
    proxyOptions: runtime.settings.proxyOptions ?? {},
    async logoutTurn() {
      const delay = logouts(betweenLogouts) - clock.now();
      if (delay > 0) await pause(clock, delay);
    },
    debug: isDebugLogged(runtime) ? (text) => node.debug(text) : undefined,
    onHealth(health) {
      node.health = health;
      showHealth(node, health);
      changed();
    },
    onAnswer(answer) {
      polled?.noteAnswer(answer);
      if (lastSeen().note(node.seen, answer, clock.wallNow())) changed();
    },
    onFault(fault) {
      lastFaults.add(fault, clock.wallNow());
      changed();
    },
  });
  node.ended = new Map();
  node.polled = () => {
    if (polled === undefined) {
      const { createPolledJobs } = require('./polled-jobs') as typeof import('./polled-jobs');
      polled = createPolledJobs(node);
      if (isClosed) polled.close();
    }
    return polled;
  };
  node.firstPolls = firstPolls;
  node.words = () => words().wordsFor(config.locale);
  trackUsers(node);
  addAppliance(node);
  changed();
  node.on('close', (removed, done) => {
    removeAppliance(node);
    if (!removed) keepSeen(node);
    if (deployedAppliances().length > 0) changed();
    else changes.end();
    isClosed = true;
    polled?.close();
    node.appliance.close().then(done, done);
  });
}
