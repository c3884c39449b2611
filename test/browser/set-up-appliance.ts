import assert from 'node:assert/strict';
import type { Simulator } from '../../simulator';
import type { Dialog } from './dialog';
import type { Person } from './person';

/**
 * Fills in the dialog of an appliance as described in the README, with a URL as the address, pins
 * the certificate with Test connection, and saves it.
 */
export async function setUpAppliance(
  person: Person,
  settings: Dialog,
  { host, port, username, password, fingerprint }: Simulator,
): Promise<void> {
  await person.fill(settings.field('host'), `https://${host}:${port}/ui/`);
  assert.equal(await settings.field('host').inputValue(), host);
  assert.equal(await settings.field('port').inputValue(), String(port));
  await person.fill(settings.field('username'), username);
  await person.fill(settings.field('password'), password);
  await person.click(settings.form.getByRole('button', { name: 'Test connection' }));
  await settings.form.getByText(fingerprint).waitFor();
  await person.click(settings.form.getByRole('button', { name: 'Pin this certificate' }));
  await settings.form.getByText(/^running, \d+ %$/).waitFor();
  await settings.form.getByText(/^Ready\. Press (Add|Update)\.$/).waitFor();
  await settings.done();
}
