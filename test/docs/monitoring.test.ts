/** The page on monitoring: what an admin copies from it works, and its tables are complete. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPrometheus } from '../../src/checks/formats/prometheus';
import { checkNames } from '../../src/checks/names';
import { fleetVerdictOf, verdictOf } from '../../src/checks/verdict';
import { english } from '../../src/messages/english';
import { assessment } from '../src/checks/assessment';
import { findPromtool } from '../src/checks/promtool';
import { codeBlockWith } from './code-blocks';

const page = 'docs/monitoring.md';
const text = readFileSync(join(__dirname, '..', '..', page), 'utf8');

/** What stands in backticks in the first cells of the rows below a heading. */
function firstCells(heading: string): string[] {
  const [, section = ''] = text.split(`\n${heading}\n`);
  const [rows = ''] = section.split(/\n#+ /);
  const cells = [...rows.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('The page on monitoring', () => {
  it('has every metric', () => {
    const metrics = [...toPrometheus([assessment()]).matchAll(/^# TYPE (\w+) /gm)];
    assert.deepEqual(
      firstCells('## Prometheus'),
      metrics.map(([, name]) => name),
    );
  });

  it('has every check', () => assert.deepEqual(firstCells('## What is checked'), [...checkNames]));

  it('has every field of a verdict', () => {
    const one = verdictOf(assessment());
    const several = fleetVerdictOf([one], english);
    assert.deepEqual(firstCells('## The verdict'), [
      ...new Set([...Object.keys(one), ...Object.keys(several)]),
    ]);
  });

  const promtool = findPromtool();
  if (promtool === undefined) {
    console.log('promtool: not installed, so the alert rules were not checked');
    return;
  }

  describe('has for Prometheus', () => {
    let folder: string;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'promtool-'));
      writeFileSync(join(folder, 'rules.yml'), codeBlockWith(page, 'yaml', 'alert:'));
    });
    after(() => rmSync(folder, { recursive: true }));

    /** Runs promtool on a file. */
    function run(command: readonly [string, string], file: string): string {
      const { status, stdout, stderr } = spawnSync(promtool ?? '', [...command, file], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${stdout}${stderr}`);
      return stdout;
    }

    it('four alert rules that are right (promtool: the rules were checked)', () => {
      assert.match(run(['check', 'rules'], 'rules.yml'), /SUCCESS: 4 rules found/);
    });

    it('a scrape configuration that is right', () => {
      writeFileSync(join(folder, 'config.yml'), codeBlockWith(page, 'yaml', 'scrape_configs:'));
      assert.match(run(['check', 'config'], 'config.yml'), /SUCCESS/);
    });

    /** Of each rule, a metric that an appliance "good" and an appliance "bad" have, by minute. */
    const rows: {
      alert: string;
      metric: string;
      labels?: string;
      severity?: string;
      good: string;
      bad: string;
    }[] = [
      {
        alert: 'VCenterNotRecoverable',
        metric: 'vcenter_recovery_status',
        labels: ',status="critical"',
        severity: 'critical',
        good: '0x200',
        bad: '1x200',
      },
      {
        alert: 'VCenterBackupOverdue',
        metric: 'vcenter_recovery_backup_overdue_timestamp_seconds',
        good: '90000x200',
        bad: '3600x200',
      },
      {
        alert: 'VCenterCertificateExpires',
        metric: 'vcenter_recovery_certificate_expiry_timestamp_seconds',
        good: '9000000x200',
        bad: '1000000x200',
      },
      {
        alert: 'VCenterRecoveryNotChecked',
        metric: 'vcenter_recovery_last_check_timestamp_seconds',
        // One is checked every minute, the other was checked once.
        good: '0+60x200',
        bad: '0x200',
      },
    ];
    for (const { alert, metric, labels = '', severity = 'warning', good, bad } of rows) {
      it(`an alert ${alert} that fires for what it says, and for nothing else`, () => {
        const seriesOf = (appliance: string, values: string) =>
          `{ series: '${metric}{appliance="${appliance}"${labels}}', values: '${values}' }`;
        const firing = `ALERTS{alertname="${alert}",alertstate="firing"}`;
        const lines = [
          'rule_files: [rules.yml]',
          'tests:',
          '  - interval: 1m',
          `    input_series: [${seriesOf('good', good)}, ${seriesOf('bad', bad)}]`,
          '    promql_expr_test:',
          `      - expr: count(${firing}) by (appliance, severity)`,
          '        eval_time: 3h',
          '        exp_samples:',
          `          - { labels: '{appliance="bad",severity="${severity}"}', value: 1 }`,
        ];
        writeFileSync(join(folder, `${alert}.yml`), `${lines.join('\n')}\n`);
        run(['test', 'rules'], `${alert}.yml`);
      });
    }

    it('an alert that fires when nothing is scraped any more', () => {
      const lines = [
        'rule_files: [rules.yml]',
        'tests:',
        '  - interval: 1m',
        '    input_series: []',
        '    alert_rule_test:',
        '      - alertname: VCenterRecoveryNotChecked',
        '        eval_time: 10m',
        '        exp_alerts:',
        '          - exp_labels: { severity: warning }',
        '            exp_annotations:',
        "              summary: 'Node-RED has not checked any appliance for more than 15 minutes'",
      ];
      writeFileSync(join(folder, 'absent.yml'), `${lines.join('\n')}\n`);
      run(['test', 'rules'], 'absent.yml');
    });
  });
});
