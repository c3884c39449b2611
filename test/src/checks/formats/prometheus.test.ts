/** The text that Prometheus scrapes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { toPrometheus } from '../../../../src/checks/formats/prometheus';
import { assessment } from '../assessment';
import { backup, day, fault, hour, now, planOf } from '../measured';
import { findPromtool } from '../promtool';

const seconds = (time: number) => time / 1000;

/** The samples of one metric, without its prefix and the labels of the appliance. */
function samplesOf(text: string, name: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`vcenter_recovery_${name}{`))
    .map((line) =>
      line
        .slice('vcenter_recovery_'.length)
        .replace(/appliance="[^"]*",host="[^"]*",?/, '')
        .replace('{}', ''),
    );
}

describe('the text for Prometheus', () => {
  const healthy = toPrometheus([assessment()]);

  const rows: [name: string, samples: string[]][] = [
    ['up', ['up 1']],
    ['info', ['info{version="8.0.2.00100",build="",connection="api"} 1']],
    [
      'status',
      [
        ...['status{status="ok"} 1', 'status{status="warning"} 0'],
        ...['status{status="critical"} 0', 'status{status="unknown"} 0'],
      ],
    ],
    ['last_check_timestamp_seconds', [`last_check_timestamp_seconds ${seconds(now)}`]],
    ['last_check_duration_seconds', ['last_check_duration_seconds 0.75']],
    [
      'backup_last_success_timestamp_seconds',
      [`backup_last_success_timestamp_seconds ${seconds(now - 12 * hour)}`],
    ],
    [
      'backup_overdue_timestamp_seconds',
      // Due at 23:00, an hour of grace, and twice the hour that it usually takes.
      [`backup_overdue_timestamp_seconds ${seconds(Date.parse('2026-03-19T02:00:00Z'))}`],
    ],
    [
      'backup_next_due_timestamp_seconds',
      [`backup_next_due_timestamp_seconds ${seconds(Date.parse('2026-03-18T23:00:00Z'))}`],
    ],
    ['backup_last_success_duration_seconds', ['backup_last_success_duration_seconds 3600']],
    ['backup_last_success_size_bytes', ['backup_last_success_size_bytes 2000000000']],
    ['backup_running', ['backup_running 0']],
    [
      'certificate_expiry_timestamp_seconds',
      [`certificate_expiry_timestamp_seconds ${seconds(now + 90 * day)}`],
    ],
  ];
  for (const [name, samples] of rows) {
    it(`has ${name}`, () => assert.deepEqual(samplesOf(healthy, name), samples));
  }

  it('has four samples for each check that was chosen; all 0 where it does not apply', () => {
    const ofJobs = samplesOf(healthy, 'check_status').filter((line) => line.includes('"jobs"'));
    assert.deepEqual(
      ofJobs.map((line) => line.slice(-1)),
      ['0', '0', '0', '0'],
    );
    assert.equal(samplesOf(healthy, 'check_status').length, 4 * 8);
    assert.doesNotMatch(healthy, /check="root"/);
  });

  it('says of an appliance that is away only that, and how long its certificate is valid', () => {
    const text = toPrometheus([assessment('vc-a', { parts: { reach: fault('UNREACHABLE') } })]);
    const names = [...text.matchAll(/# TYPE vcenter_recovery_(\w+) gauge/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(names, [
      ...['up', 'status', 'check_status', 'last_check_timestamp_seconds'],
      ...['last_check_duration_seconds', 'certificate_expiry_timestamp_seconds'],
    ]);
    assert.deepEqual(samplesOf(text, 'up'), ['up 0']);
  });

  it('says 0 where no backup has ever succeeded', () => {
    const entries = { value: [backup(hour, { status: 'FAILED' })] };
    const text = toPrometheus([assessment('vc-a', { parts: { entries } })]);
    for (const name of ['last_success', 'overdue']) {
      const full = `backup_${name}_timestamp_seconds`;
      assert.deepEqual(samplesOf(text, full), [`${full} 0`]);
    }
  });

  it('has no sample for what was not read', () => {
    const parts = { entries: fault('TIMED_OUT'), plan: { value: planOf({}) } };
    const text = toPrometheus([assessment('vc-a', { parts, certificate: undefined })]);
    assert.doesNotMatch(text, /_backup_|_certificate_/);
  });

  it('escapes labels, and tells two appliances of one name and host apart', () => {
    const odd = 'a "b"\\\nc';
    const text = toPrometheus([assessment(odd), assessment(odd)]);
    const [first, second] = text
      .split('\n')
      .filter((line) => line.startsWith('vcenter_recovery_up'));
    assert.match(first ?? '', /appliance="a \\"b\\"\\\\\\nc",/);
    assert.match(second ?? '', /appliance="a \\"b\\"\\\\\\nc \(id of /);
  });

  it('is empty without appliances', () => assert.equal(toPrometheus([]), ''));

  const promtool = findPromtool();
  if (promtool !== undefined) {
    it('is what promtool accepts (promtool: the metrics were checked)', () => {
      const away = assessment('vc-b', { parts: { reach: fault('UNREACHABLE') } });
      const input = toPrometheus([assessment(), away, assessment('vc "c"')]);
      const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], {
        input,
        encoding: 'utf8',
      });
      assert.equal(`${stdout}${stderr}`, '');
      assert.equal(status, 0);
    });
  }
});
