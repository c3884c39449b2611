import assert from 'node:assert/strict';
import { fitsForm, isInForm, textOfField, withField } from '../../nodes/editor/job/spec-fields';
import type { Parameter } from '../../src/appliance/operations/operation';
import { kinds } from '../../src/jobs/job/kinds';

const formOf = (parameters: readonly Parameter[]) => parameters.filter(isInForm);
const backup = formOf(kinds.backup.create.parameters);
const restore = formOf(kinds.restore.create.parameters);

function parameterNamed(name: string): Parameter {
  const found = backup.find((parameter) => parameter.name === name);
  assert.ok(found);
  return found;
}

describe('The fields of the form for a job', () => {
  it('are the rows of the table that are neither credentials nor settings of their own', () => {
    const names = (parameters: readonly Parameter[]) => parameters.map(({ name }) => name);
    const location = ['location_type', 'location', 'location_user'];
    assert.deepEqual(names(backup), [...location, 'parts', 'comment', 'fast_backup']);
    assert.deepEqual(names(restore), [...location, 'parts']);
  });

  /** The value in the JSON, and what its field shows; undefined where no field shows it as it is. */
  const shown: readonly [name: string, value: unknown, text: string | undefined][] = [
    ['location', undefined, ''],
    ['location', null, ''],
    ['location', 'sftp://nas/vc', 'sftp://nas/vc'],
    ['location', ' nas ', ' nas '],
    ['location', 5, undefined],
    ['location', {}, undefined],
    ['comment', 'two\nlines', undefined],
    ['location_type', 'SFTP', 'SFTP'],
    ['location_type', ' sftp ', 'SFTP'],
    ['location_type', '', ''],
    ['location_type', 'TFTP', undefined],
    ['parts', [], ''],
    ['parts', ['seat', 'common'], 'seat, common'],
    ['parts', 'seat', 'seat'],
    ['parts', ['a,b'], undefined],
    ['parts', [5], undefined],
    ['fast_backup', true, 'true'],
    ['fast_backup', 'false', 'false'],
    ['fast_backup', 1, undefined],
  ];
  for (const [name, value, text] of shown) {
    it(`${name}: ${JSON.stringify(value)} is shown as ${JSON.stringify(text)}`, () => {
      assert.equal(textOfField(parameterNamed(name), value), text);
    });
  }

  /** The JSON, whose field is filled in with what, and the JSON then. */
  const written: readonly [spec: string, name: string, text: string, result: string][] = [
    ['', 'location', 'nas:/vc', '{"location":"nas:/vc"}'],
    ['{}', 'location_type', 'NFS', '{"location_type":"NFS"}'],
    ['{}', 'parts', 'seat, , common ', '{"parts":["seat","common"]}'],
    ['{"parts":["seat"]}', 'parts', ' , ', '{}'],
    ['{}', 'fast_backup', 'true', '{"fast_backup":true}'],
    ['{}', 'fast_backup', 'false', '{"fast_backup":false}'],
    ['{"fast_backup":true}', 'fast_backup', '', '{}'],
    [
      '{"other": {"a": [1, null]}, "comment": "x", "parts": []}',
      'comment',
      'y',
      '{"other":{"a":[1,null]},"comment":"y","parts":[]}',
    ],
    ['{"__proto__":{"a":1}}', 'comment', 'y', '{"__proto__":{"a":1},"comment":"y"}'],
    ['[1]', 'comment', 'y', '{"comment":"y"}'],
    ['{"location": ', 'comment', 'y', '{"comment":"y"}'],
  ];
  for (const [spec, name, text, result] of written) {
    it(`${spec} with ${name} ${JSON.stringify(text)} is ${result}`, () => {
      assert.equal(withField(spec, parameterNamed(name), text), result);
    });
  }
});

describe('A specification', () => {
  const fitting = ['', ' ', '{}', '{"location":"nas:/vc"}', '{"other":{"a":1}}', '{"parts":[]}'];
  for (const spec of fitting) {
    it(`${JSON.stringify(spec)} is shown in the form`, () => {
      assert.equal(fitsForm(backup, spec), true);
    });
  }

  const variable = '$' + '{SPEC}';
  for (const spec of ['[]', 'null', '"x"', '{"location": ', '{"location":5}', variable]) {
    it(`${spec} is shown as JSON`, () => {
      assert.equal(fitsForm(backup, spec), false);
    });
  }
});
