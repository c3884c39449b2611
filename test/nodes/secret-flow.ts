/** A flow in which every secret goes through every operation that takes it, in every way. */
import type { Simulator } from '../../simulator';
import {
  appliancePassword,
  credentialOf,
  type SecretName,
  type SecretRow,
  type SecretWay,
  secretLocation,
  secretRows,
  secrets,
  waysOf,
} from './secret-rows';

/** One node of the flow that asks for an operation. */
export interface SecretRoute {
  id: string;
  row: SecretRow;
  way: SecretWay;
}

export const secretRoutes: readonly SecretRoute[] = secretRows.flatMap((row) =>
  waysOf(row).map((way) => ({ id: `${row.type} ${row.operation} by ${way}`, row, way })),
);

type Node = { id: string; type: string; [property: string]: unknown };
type Input = { name: string; value: string; type: string };

/** Where a secret is, for an input of the kind. */
const places: Readonly<
  Record<Exclude<SecretWay, 'credentials' | 'url'>, (name: string) => string>
> = {
  msg: (name) => `passwords.${name}`,
  jsonata: (name) => `passwords.${name} & ""`,
  flow: (name) => `passwords.${name}`,
  global: (name) => `passwords.${name}`,
  env: (name) => name.toUpperCase(),
};

/** What the environment of the process has to hold. */
export const secretEnvironment = Object.fromEntries(
  Object.entries(secrets).map(([name, secret]) => [name.toUpperCase(), secret]),
);

function credentialsOf({ row: { names }, way }: SecretRoute): Record<string, string> {
  if (way !== 'credentials') return {};
  const entries = names.map((name): [string, string] => [credentialOf[name], secrets[name]]);
  const sso = names.includes('sso_admin_user_password') ? { ssoUsername: 'administrator' } : {};
  return { ...Object.fromEntries(entries), ...sso };
}

function parametersOf({ row: { given, names }, way }: SecretRoute): Input[] {
  const inputs = Object.entries(given).map(([name, value]) => ({ name, value, type: 'str' }));
  if (way === 'credentials') return inputs;
  if (way === 'url') {
    return inputs.map((input) =>
      input.name === 'location' ? { ...input, value: 'where', type: 'msg' } : input,
    );
  }
  return [...inputs, ...names.map((name) => ({ name, value: places[way](name), type: way }))];
}

function nodeOf(route: SecretRoute): Node {
  const { id, row, way } = route;
  const common = {
    ...{ id, z: 'tab', x: 100, y: 100, type: row.type, name: '' },
    ...{ appliance: 'appliance', target: '', targetType: 'appliance', errorOutput: false },
    credentials: credentialsOf(route),
  };
  if (row.type === 'vcenter-recovery') {
    const { operation } = row;
    return { ...common, operation, parameters: parametersOf(route), outputs: 1, wires: [['keep']] };
  }
  const spec =
    way === 'credentials'
      ? { spec: JSON.stringify(row.given), specType: 'json' }
      : { spec: 'spec', specType: way === 'jsonata' ? 'jsonata' : 'msg' };
  return {
    ...common,
    ...{ action: 'start', source: 'spec', ignoreWarnings: false, waitAfterStart: false, ...spec },
    outputs: 4,
    wires: [['keep'], ['keep'], ['keep'], ['keep']],
  };
}

/** Copies of the secrets as a message may carry them along, for whatever reason. */
function copiesOf(names: readonly SecretName[]): unknown[] {
  return names.map((name) => ({
    note: `The password is ${secrets[name]}, don't tell.`,
    json: JSON.stringify({ [name]: secrets[name] }),
    url: `https://lab.example/?password=${encodeURIComponent(secrets[name])}`,
    base64: Buffer.from(secrets[name]).toString('base64'),
    structure: { [name]: secrets[name], list: [secrets[name]] },
  }));
}

/** @returns the message for a route; its secrets are in it where the way is one by messages. */
export function secretMessage({ row, way }: SecretRoute): Record<string, unknown> {
  if (way === 'url') {
    return { where: secretLocation, spec: { ...row.given, location: secretLocation } };
  }
  if (way !== 'msg' && way !== 'jsonata') return {};
  const passwords = Object.fromEntries(row.names.map((name) => [name, secrets[name]]));
  return { passwords, spec: { ...row.given, ...passwords }, copies: copiesOf(row.names) };
}

/** The route of a node that only looks at a job. */
export const lookRoute = secretRoutes.length;

/**
 * The flow: messages come in by HTTP as `{route, message}`, whatever leaves a node is kept on disk
 * and shown in the sidebar, and what Catch gets as well.
 */
export function secretFlow(simulator: Simulator): Node[] {
  const placed = { z: 'tab', x: 100, y: 100 };
  const handOut = `
    const { route, message, passwords } = msg.payload;
    if (passwords) {
      flow.set('passwords', passwords);
      global.set('passwords', passwords);
    }
    const outputs = new Array(${secretRoutes.length + 2}).fill(null);
    outputs[0] = { req: msg.req, res: msg.res, payload: '' };
    if (route >= 0) outputs[route + 1] = message;
    return outputs;`;
  const keep = `
    flow.set('kept_' + msg._msgid, msg, 'disk');
    return msg;`;
  return [
    { id: 'tab', type: 'tab', label: 'Secrets' },
    {
      ...{ id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
      credentials: { cadata: simulator.ca },
    },
    {
      ...{ id: 'appliance', type: 'vcenter-appliance', name: 'vc-a', tls: 'tls' },
      ...{ host: simulator.host, port: String(simulator.port), connection: 'api', auth: 'session' },
      ...{ proxyMode: 'none', requestTimeout: '30' },
      credentials: { username: simulator.username, password: appliancePassword },
    },
    { ...placed, id: 'in', type: 'http in', url: '/send', method: 'post', wires: [['hand out']] },
    {
      ...{ ...placed, id: 'hand out', type: 'function', func: handOut },
      outputs: secretRoutes.length + 2,
      wires: [['out'], ...secretRoutes.map(({ id }) => [id]), ['look']],
    },
    { ...placed, id: 'out', type: 'http response', wires: [] },
    ...secretRoutes.map(nodeOf),
    {
      ...{ ...placed, id: 'look', type: 'vcenter-reconciliation-job', action: 'get' },
      ...{ appliance: 'appliance', target: '', targetType: 'appliance', outputs: 4 },
      wires: [['keep'], ['keep'], ['keep'], ['keep']],
    },
    {
      ...{ ...placed, id: 'catch', type: 'catch', wires: [['keep']] },
      scope: secretRoutes.map(({ id }) => id),
    },
    { ...placed, id: 'keep', type: 'function', func: keep, outputs: 1, wires: [['show']] },
    {
      ...{ ...placed, id: 'show', type: 'debug', name: 'show', active: true, tosidebar: true },
      ...{ console: true, complete: 'true', targetType: 'full', wires: [] },
    },
  ];
}
