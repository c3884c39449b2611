import assert from 'node:assert/strict';
import { readJobSettings } from '../../nodes/job/job-settings';
import { readMonitorSettings } from '../../nodes/monitor/monitor-settings';
import { isChosen } from '../../nodes/runtime/saved-values';
import { readSettings } from '../../src/appliance/settings/appliance-settings';
import { asMilliseconds } from '../../src/appliance/settings/coerce';
import { type NumberSetting, numberSettings } from '../../src/appliance/settings/number-settings';
import { editedNode, loadDialogs } from './dialogs';
import { assertRefused } from './typed-inputs';

const dialogs = loadDialogs({});
const variable = '$' + '{NAME}';
const sha256 = 'A1'.repeat(32);
const withColons = sha256.replace(/..(?=.)/g, '$&:');

interface Values {
  right: readonly unknown[];
  wrong: readonly [value: unknown, fault: RegExp][];
}

/** The fields of an appliance, with what is right and what is wrong in them. */
const fields: Readonly<Record<string, Values>> = {
  host: {
    right: ['vcenter.example.com', '192.0.2.7', '2001:db8::7', '[2001:db8::7]', 'https://vc/ui'],
    wrong: [
      ...['', undefined, '   '].map((none): [unknown, RegExp] => [none, /"Host" is required/]),
      ['two words', /"two words", which is not a host name/],
      ['vc..example', /is not a host name/],
      [`${variable}.lab`, /is not a host name/],
      [` ${variable}`, /variable NAME, which is not set/],
    ],
  },
  port: {
    right: ['', undefined, '443', 5480, ' 1 ', '65535', '1e3'],
    wrong: [
      ...['0', '65536', '-1', '44.3'].map((port): [unknown, RegExp] => [
        port,
        /whole number from 1/,
      ]),
      ['https', /"https", which is not a number/],
    ],
  },
  fingerprint: {
    right: [
      ...['', undefined, sha256, sha256.toLowerCase(), withColons],
      ...[`${sha256} ${withColons}`, `${sha256},${sha256}`, `${withColons}\n${sha256}\n`],
    ],
    wrong: ['abc', sha256.slice(2), `${sha256}A1`, `${sha256} abc`, 'G1'.repeat(32)].map((text) => [
      text,
      /must be a SHA-256 fingerprint/,
    ]),
  },
  requestTimeout: {
    right: ['', undefined, '30', 30, '1', '86400', '2.5', '1e2'],
    wrong: ['a while', 'Infinity'].map((text) => [text, /is not a number/]),
  },
  locale: {
    right: ['', undefined, 'de-DE', ' de '],
    wrong: [
      ['de–DE', /HTTP headers do not allow/],
      ['de\nX: y', /control character/],
    ],
  },
  username: {
    right: ['root', 'svc@vsphere.local'],
    wrong: [
      ...['', undefined, ' '].map((none): [unknown, RegExp] => [none, /"User name" is required/]),
      ['a:b', /must not contain a colon/],
      ['a\tb', /control character/],
      [` ${variable}`, /variable NAME/],
    ],
  },
  password: {
    right: ['x', '__PWRD__', ' ', ' pass word '],
    wrong: [
      ...['', undefined].map((none): [unknown, RegExp] => [none, /"Password" is required/]),
      ['a\tb', /control character/],
    ],
  },
  authorization: {
    right: ['Basic eDp5', '__PWRD__'],
    wrong: [
      ...['', undefined, ' '].map((none): [unknown, RegExp] => [none, /"Header" is required/]),
      ['Bearer ключ', /HTTP headers do not allow/],
      ['Bearer x\r\nHost: other', /control character/],
    ],
  },
};

const credentials = ['username', 'password', 'authorization'];

function auth(field: string): string {
  return field === 'authorization' ? field : 'session';
}

function dialogOf(field: string, value: unknown): true | string {
  const edited = editedNode('vcenter-appliance', { auth: auth(field) });
  return credentials.includes(field)
    ? dialogs.checkCredential(edited, field, value)
    : dialogs.checkAppliance(edited, field, value);
}

function readBy(field: string, value: unknown) {
  const config = { host: 'vc', auth: auth(field) };
  const signIn = { username: 'u', password: 'p', authorization: 'Basic x' };
  return credentials.includes(field)
    ? readSettings({ config, credentials: { ...signIn, [field]: value } })
    : readSettings({ config: { ...config, [field]: value }, credentials: signIn });
}

describe('The settings of an appliance, by its dialog and by the runtime', () => {
  for (const [field, { right, wrong }] of Object.entries(fields)) {
    for (const value of right) {
      it(`${field}: ${JSON.stringify(value)} is right`, () => {
        assert.equal(dialogOf(field, value), true);
        assert.doesNotThrow(() => readBy(field, value));
      });
    }
    for (const [value, fault] of wrong) {
      it(`${field}: ${JSON.stringify(value)} is wrong`, async () => {
        assert.notEqual(dialogOf(field, value), true);
        await assertRefused(() => readBy(field, value), 'NOT_CONFIGURED', fault);
      });
    }
    for (const value of [variable, '$(NAME)', `$\{my.name-2}`]) {
      it(`${field}: ${value} is right as long as it is set`, async () => {
        assert.equal(dialogOf(field, value), true);
        await assertRefused(() => readBy(field, value), 'NOT_CONFIGURED', /which is not set/);
      });
    }
  }
});

const numbersOfCheck: Readonly<Record<string, NumberSetting>> = numberSettings.check;

/** The numbers of the nodes: how the dialog and the runtime of each see one. */
const numberNodes = {
  appliance: {
    dialog: (field: string, value: unknown) => dialogOf(field, value),
    read: (field: string, value: unknown): Readonly<Record<string, unknown>> => ({
      ...readBy(field, value),
    }),
  },
  job: {
    dialog: (field: string, value: unknown) =>
      dialogs.checkJob(editedNode('vcenter-restore-job', { action: 'wait' }), field, value),
    read(field: string, value: unknown): Readonly<Record<string, unknown>> {
      const config = { id: 'a', type: 'b', action: 'wait', [field]: value };
      const settings = readJobSettings(config, 'restore');
      return settings.action === 'wait' ? { ...settings.wait } : {};
    },
  },
  monitor: {
    dialog: (field: string, value: unknown) =>
      dialogs.checkMonitor(editedNode('vcenter-recovery-monitor', {}), field, value),
    read: (field: string, value: unknown): Readonly<Record<string, unknown>> => ({
      ...readMonitorSettings({ id: 'a', type: 'b', [field]: value }),
    }),
  },
  check: {
    dialog: (field: string, value: unknown) =>
      dialogs.validateCheck(editedNode('vcenter-recovery-check', {}), field, value),
    read(field: string, value: unknown): Readonly<Record<string, unknown>> {
      const setting = numbersOfCheck[field];
      return setting === undefined ? {} : { [field]: asMilliseconds(value, setting) };
    },
  },
};

/** Each number, in the unit of its field: what empty means, and the ends of its range. */
const numbers: readonly {
  of: keyof typeof numberNodes;
  field: string;
  empty: number | undefined;
  least: number;
  most: number;
  unit: number;
}[] = [
  { of: 'appliance', field: 'requestTimeout', empty: 30, least: 1, most: 86_400, unit: 1000 },
  { of: 'job', field: 'interval', empty: 5, least: 1, most: 86_400, unit: 1000 },
  { of: 'job', field: 'timeout', empty: undefined, least: 1, most: 86_400, unit: 1000 },
  { of: 'job', field: 'appear', empty: 0, least: 0, most: 86_400, unit: 1000 },
  { of: 'job', field: 'outage', empty: 1800, least: 0, most: 86_400, unit: 1000 },
  { of: 'job', field: 'stalledAfter', empty: 0, least: 0, most: 86_400, unit: 1000 },
  { of: 'monitor', field: 'interval', empty: 60, least: 1, most: 86_400, unit: 1000 },
  { of: 'monitor', field: 'overdueAfter', empty: 25, least: 0, most: 8760, unit: 3_600_000 },
  { of: 'monitor', field: 'grace', empty: 60, least: 1, most: 1440, unit: 60_000 },
  { of: 'check', field: 'timeout', empty: 8, least: 1, most: 86_400, unit: 1000 },
  { of: 'check', field: 'maxAge', empty: 60, least: 0, most: 86_400, unit: 1000 },
  { of: 'check', field: 'parallel', empty: 16, least: 1, most: 1000, unit: 1 },
];

describe('The numbers, by the dialogs and by the runtime', () => {
  for (const { of, field, empty, least, most, unit } of numbers) {
    const { dialog, read } = numberNodes[of];
    const usual = empty === undefined ? undefined : empty * unit;

    for (const value of ['', ' ', undefined]) {
      it(`${field} of the ${of}: ${JSON.stringify(value)} is ${empty}`, () => {
        assert.equal(dialog(field, value), true);
        assert.equal(read(field, value)[field], usual);
      });
    }

    for (const value of [least, String(least), ` ${most} `, '0.5e1', '2.5', '0x10']) {
      it(`${field} of the ${of}: ${JSON.stringify(value)} is right`, () => {
        assert.equal(dialog(field, value), true);
        assert.equal(read(field, value)[field], Number(value) * unit);
      });
    }

    for (const [value, clamped] of [
      [least - 1, least],
      [`${most + 1}`, most],
    ] as const) {
      it(`${field} of the ${of}: ${value} is out of range, and clamped to ${clamped}`, () => {
        assert.notEqual(dialog(field, value), true);
        assert.equal(read(field, value)[field], clamped * unit);
      });
    }

    for (const value of ['soon', 'Infinity', 'NaN']) {
      it(`${field} of the ${of}: ${value} is wrong`, async () => {
        assert.notEqual(dialog(field, value), true);
        await assertRefused(() => read(field, value), 'NOT_CONFIGURED', /is not a number/);
      });
    }

    it(`${field} of the ${of}: a variable is right as long as it is set`, async () => {
      assert.equal(dialog(field, variable), true);
      await assertRefused(() => read(field, variable), 'NOT_CONFIGURED', /which is not set/);
    });
  }
});

describe('Overdue by the schedule', () => {
  const { dialog, read } = numberNodes.monitor;

  for (const value of ['schedule', ' Schedule\n', 'SCHEDULE', 's c h e d u l e']) {
    it(`${JSON.stringify(value)} is right`, () => {
      assert.equal(dialog('overdueAfter', value), true);
      assert.equal(read('overdueAfter', value).overdueAfter, 'schedule');
    });
  }

  for (const value of ['schedules', 'Zeitplan', '25 h', 'true', 'schedule 25']) {
    it(`${value} is wrong, and both ways are named`, async () => {
      assert.notEqual(dialog('overdueAfter', value), true);
      const sentence = new RegExp(`is "${value}", which is not a number of hours or "schedule"`);
      await assertRefused(() => read('overdueAfter', value), 'NOT_CONFIGURED', sentence);
    });
  }

  it('only new nodes have it: an empty or missing value stays 25 hours', () => {
    for (const value of ['', undefined]) {
      assert.equal(read('overdueAfter', value).overdueAfter, 25 * 3_600_000);
    }
  });
});

describe('A config node', () => {
  for (const [id, chosen] of [
    ['a1b2', true],
    ['', false],
    ['_ADD_', false],
    [undefined, false],
    [null, false],
    [7, false],
  ] as const) {
    it(`${JSON.stringify(id)} is ${chosen ? 'chosen' : 'none'}`, () => {
      assert.equal(isChosen(id), chosen);
      const edited = editedNode('vcenter-recovery-monitor', {});
      const said = String(dialogs.checkMonitor(edited, 'appliance', id));
      // One that is chosen and not there is another flaw.
      assert.equal(said.includes('missing-config'), chosen, said);
      assert.equal(said.includes('missing-required-prop'), !chosen, said);
    });
  }
});
