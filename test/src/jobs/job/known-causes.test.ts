import assert from 'node:assert/strict';
import { wordsIn } from '../../../../scripts/node-files';
import { answerToJob } from '../../../../src/jobs/job/answer-to-job';
import type { Job, JobKind } from '../../../../src/jobs/job/job';
import { jobOf } from '../../../../src/jobs/job/job-text';
import type { KnownCause } from '../../../../src/jobs/job/known-causes';
import { warningsIn } from '../../../../src/jobs/job/warnings';
import type { Words } from '../../../../src/messages/sentence';

const message = (text: string, id = 'demo') => ({ id, default_message: text, args: [] });

function jobFrom(payload: unknown, kind: JobKind = 'backup', words?: Words): Job {
  const identity = { id: '1a2b', name: 'vc-a', host: 'vc-a.lab.example' };
  const answer = { operation: 'backup.job.get', requestId: 'r-1', statusCode: 200, found: true };
  const job = answerToJob(kind, identity, { ...answer, payload });
  return jobOf({ job, payload }, words);
}

const failed = (...texts: string[]) => ({
  status: 'FAILED',
  messages: texts.map((t) => message(t)),
});

describe('A failed backup gets advice on', () => {
  const rows: [KnownCause, article: number | undefined, ...texts: string[]][] = [
    ['snapshot', 344841, 'Full backup not allowed during VM snapshot'],
    [
      'database-unhealthy',
      undefined,
      'Db health is UNHEALTHY, Backup Failed. Disable health check to take backup in critical state.',
      'Db health is DEGRADED, Backup Failed.',
    ],
    [
      'services-stopped',
      undefined,
      'Invalid vCenter Server status: All required services are not up! Stopped services: vpxd.',
      'All required services are not up! Stopped services: vmware-updatemgr, vpxd.',
    ],
    [
      'location-write',
      430761,
      '[Errno 32] Broken pipe',
      'write: No space left on device',
      'Not enough space at the location.',
      'Insufficient disk space.',
    ],
    ['update-manager', 380876, 'Failed to back up Update Manager.', 'vmware-updatemgr failed.'],
    ['metadata', 441880, 'Failed to read the backup metadata.'],
  ];
  for (const [cause, article, ...texts] of rows) {
    for (const text of texts) {
      it(`${cause}: ${text}`, () => {
        const { advice } = jobFrom(failed(text));
        assert.equal(advice?.cause, cause);
        const address = `https://knowledge.broadcom.com/external/article/${article}`;
        assert.equal(advice.link, article === undefined ? undefined : address);
        assert.equal('link' in advice, article !== undefined);
        assert.match(advice.text, /^[A-Z].{20,}\.$/);
      });
    }
  }

  const generic = 'BackupManager encountered an exception. Please check logs for details.';
  const snapshot = 'Full backup not allowed during VM snapshot';

  it('none by the generic exception alone', () => {
    assert.equal(jobFrom(failed(generic)).advice, undefined);
  });

  it('a cause that is named beside the generic exception', () => {
    assert.equal(jobFrom(failed(generic, snapshot)).advice?.cause, 'snapshot');
  });

  it('the cause that is named first in the table, where a text is a sign of several', () => {
    const text = 'Failed to write the backup metadata: Broken pipe';
    assert.equal(jobFrom(failed(text)).advice?.cause, 'location-write');
  });

  const forms: [string, object][] = [
    ['a text', { error: snapshot }],
    ['an object', { error: { error_type: 'ERROR', messages: [message('x'), message(snapshot)] } }],
    ['the older form', { error: { type: 'error', value: { messages: [message(snapshot)] } } }],
    ['absent, with the reason in the messages', { messages: [message(snapshot)] }],
    ['of no use beside the messages', { error: generic, messages: [message(snapshot)] }],
    ['a bare message', { error: message(snapshot) }],
  ];
  for (const [title, given] of forms) {
    it(`whose error is ${title}`, () => {
      assert.equal(jobFrom({ status: 'FAILED', ...given }).advice?.cause, 'snapshot');
    });
  }

  const localized: [string, object, KnownCause | undefined][] = [
    ['by default_message, whatever the language', { localized: 'Snapshot!' }, 'snapshot'],
    ['never by localized', { default_message: 'Nein.', localized: snapshot }, undefined],
    ['by the id', { id: 'demo.no space left', default_message: '' }, 'location-write'],
  ];
  for (const [title, more, cause] of localized) {
    it(title, () => {
      const messages = [{ ...message(snapshot), ...more }];
      assert.equal(jobFrom({ status: 'FAILED', messages }).advice?.cause, cause);
    });
  }

  it('in the words of its reader', () => {
    const words = wordsIn('nodes', 'locales', 'de', 'sentences.json');
    const { advice } = jobFrom(failed(snapshot), 'backup', Object.fromEntries(words));
    assert.match(advice?.text ?? '', /^Von der Appliance existiert ein Snapshot/);
  });

  it('not where it is running, nor where it is another kind of job', () => {
    assert.equal(jobFrom({ ...failed(snapshot), status: 'RUNNING' }).advice, undefined);
    assert.equal(jobFrom(failed(snapshot), 'restore').advice, undefined);
  });

  for (const messages of [null, 7, 'x', [null, 7, {}, { id: 7, default_message: [] }], [[[]]]]) {
    it(`none by ${JSON.stringify(messages)}`, () => {
      assert.equal(jobFrom({ status: 'FAILED', messages, error: messages }).advice, undefined);
    });
  }
});

describe('A job that succeeded', () => {
  const succeeded = (...texts: string[]) => ({ ...failed(...texts), status: 'SUCCEEDED' });
  const duration = 581;
  const rows: [string, payload: object, warnings: string[] | undefined, text: string][] = [
    ['without messages', succeeded(), undefined, 'The backup of vc-a succeeded.'],
    [
      'with a notice',
      succeeded('The backup is complete.'),
      undefined,
      'The backup of vc-a succeeded.',
    ],
    [
      'with a warning',
      succeeded('One part was left out'),
      ['One part was left out'],
      'The backup of vc-a succeeded with 1 warning: One part was left out.',
    ],
    [
      'with two warnings and a notice, after a time',
      { ...succeeded('A part was left out.', 'Backup completed successfully', 'Slow'), duration },
      ['A part was left out.', 'Slow'],
      'The backup of vc-a succeeded with 2 warnings: A part was left out. Slow. It took 9 min 41 s.',
    ],
    [
      'with a notice in another language',
      {
        status: 'SUCCEEDED',
        messages: [{ ...message('The backup is complete.'), localized: 'Fertig mit Rest.' }],
      },
      undefined,
      'The backup of vc-a succeeded.',
    ],
    [
      'with a warning in another language',
      { status: 'SUCCEEDED', messages: [{ ...message('Left out.'), localized: 'Ausgelassen.' }] },
      ['Ausgelassen.'],
      'The backup of vc-a succeeded with 1 warning: Ausgelassen.',
    ],
    [
      'with what only begins as a notice',
      succeeded('The backup is complete, but one part was left out.'),
      ['The backup is complete, but one part was left out.'],
      'The backup of vc-a succeeded with 1 warning: The backup is complete, but one part was left out.',
    ],
    [
      'with the password of a URL: masked',
      succeeded('Slow: sftp://svc:s3cret@nas/vc'),
      ['Slow: sftp://svc:***@nas/vc'],
      'The backup of vc-a succeeded with 1 warning: Slow: sftp://svc:***@nas/vc.',
    ],
  ];
  for (const [title, payload, warnings, text] of rows) {
    it(`${title}: ${text}`, () => {
      const job = jobFrom(payload);
      assert.equal(job.state, 'succeeded');
      assert.equal(job.text, text);
      assert.deepEqual(job.warnings, warnings);
    });
  }

  it('has all its messages as before', () => {
    const { messages } = jobFrom(succeeded('The backup is complete.', 'Slow.'));
    assert.deepEqual(messages, ['The backup is complete.', 'Slow.']);
  });

  it('gets advice on a cause that it warns of', () => {
    assert.equal(jobFrom(succeeded('[Errno 32] Broken pipe')).advice?.cause, 'location-write');
  });

  for (const status of ['RUNNING', 'FAILED']) {
    it(`and one that is ${status} has no warnings`, () => {
      assert.equal(jobFrom({ ...succeeded('Slow.'), status }).warnings, undefined);
    });
  }
});

describe('Warnings', () => {
  const notices = [
    'The backup is complete.',
    'Backup job completed successfully',
    'Backup finished.',
    'The reconciliation of vc-a.lab.example is complete.',
    'Restore succeeded!',
  ];
  for (const notice of notices) {
    it(`are without the notice: ${notice}`, () => assert.deepEqual(warningsIn([notice]), []));
  }

  const ignored: [string, string[]][] = [
    ['an id', ['DEMO.slow']],
    ['a text', [' the location IS slow.']],
  ];
  for (const [title, texts] of ignored) {
    it(`are without those that are to be ignored, by ${title}, without regard to case`, () => {
      const messages = [message('The location is slow.', 'demo.slow'), message('Other.')];
      assert.deepEqual(warningsIn(messages, texts), [messages[1]]);
    });
  }

  it('are none of what is no list', () => {
    for (const messages of [undefined, null, 'Slow.', {}]) {
      assert.deepEqual(warningsIn(messages), []);
    }
  });
});
