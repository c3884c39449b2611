/** Which secrets there are, which operation takes which, and in which ways they come to it. */

/**
 * The nodes' fields for passwords, with passwords as bad as the appliance takes them: what is
 * written otherwise in JSON, in URLs and in pages, and what is no ASCII.
 */
export const secrets = {
  location_password: `L0"c\\at'ion/<+%25 ü&1!`,
  backup_password: `B4"c\\k'up/<+%25&1!`,
  sso_admin_user_password: `S5"s\\o'pass/<+%25 é&1!`,
} as const;

export type SecretName = keyof typeof secrets;

/** In the location's own URL: as it stands there, and as it is meant. */
export const urlPassword = { written: `U7%22l%40'%C3%BC+&1!`, meant: `U7"l@'ü+&1!` } as const;

/** Of the appliance itself. */
export const appliancePassword = `A9"p\\p'word/<+%25 ö&1!`;

const location = 'sftp://backup.lab.example/vc';
const place = { location };
const backup = { location_type: 'SFTP', location };
const both: readonly SecretName[] = ['location_password', 'backup_password'];
const sso: readonly SecretName[] = ['sso_admin_user_password'];

/** What asks for an operation. */
export interface SecretRow {
  operation: string;
  type:
    | 'vcenter-recovery'
    | 'vcenter-reconciliation-job'
    | 'vcenter-backup-job'
    | 'vcenter-restore-job';
  /** What it takes besides. */
  given: Readonly<Record<string, string>>;
  names: readonly SecretName[];
}

const operations: readonly Omit<SecretRow, 'type'>[] = [
  { operation: 'backup.job.create', given: backup, names: both },
  { operation: 'backup.validate', given: backup, names: both },
  { operation: 'backup.schedules.create', given: { schedule: 'nightly', ...place }, names: both },
  { operation: 'backup.schedules.update', given: { schedule: 'default', ...place }, names: both },
  { operation: 'backup.system-name.list', given: place, names: ['location_password'] },
  {
    operation: 'backup.system-name.archives.list',
    given: { system_name: 'vc-a', ...place },
    names: ['location_password'],
  },
  {
    operation: 'backup.system-name.archives.get',
    given: { system_name: 'vc-a', archive: 'M_1', ...place },
    names: ['location_password'],
  },
  { operation: 'reconciliation.job.create', given: {}, names: sso },
  { operation: 'restore.job.create', given: backup, names: [...both, ...sso] },
  { operation: 'restore.validate', given: backup, names: [...both, ...sso] },
];

const jobs: readonly SecretRow[] = [
  ['reconciliation', 'vcenter-reconciliation-job', {}, sso] as const,
  ['backup', 'vcenter-backup-job', backup, both] as const,
  ['restore', 'vcenter-restore-job', backup, [...both, ...sso]] as const,
].map(([kind, type, given, names]) => ({ operation: `${kind}.job.create`, type, given, names }));

export const secretRows: readonly SecretRow[] = [
  ...operations.map((row): SecretRow => ({ ...row, type: 'vcenter-recovery' })),
  ...jobs,
];

/** The ways by which a secret comes to an operation; `url` is that of a location. */
export type SecretWay = 'credentials' | 'msg' | 'flow' | 'global' | 'env' | 'jsonata' | 'url';

/** A job node has one input for all that it starts, which takes no context and no environment. */
export function waysOf({ type, given }: SecretRow): readonly SecretWay[] {
  const ways: SecretWay[] = ['credentials', 'msg', 'jsonata'];
  if (type === 'vcenter-recovery') ways.push('flow', 'global', 'env');
  return 'location' in given ? [...ways, 'url'] : ways;
}

/** Which of the nodes' credentials hold a secret. */
export const credentialOf: Readonly<Record<SecretName, string>> = {
  location_password: 'locationPassword',
  backup_password: 'backupPassword',
  sso_admin_user_password: 'ssoPassword',
};

/** The texts that have to go over the wire. */
export function sentSecrets({ names }: SecretRow, way: SecretWay): string[] {
  return way === 'url' ? [urlPassword.written] : names.map((name) => secrets[name]);
}

/** The location with a password in it. */
export const secretLocation = location.replace('://', `://svc:${urlPassword.written}@`);

/** However a secret may be written. */
export function writings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
  const urls = [encodeURIComponent(secret), String(new URLSearchParams({ '': secret })).slice(1)];
  return [
    secret,
    json,
    ascii,
    ...urls,
    ...urls.map((url) => url.replace(/%../g, (code) => code.toLowerCase())),
    secret.replace(/[&<"']/g, (character) => entities[character] ?? '&#39;'),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ];
}

/** The writings without their backslashes, by secret: thousands of texts are searched for them. */
const searchedWritings = new Map<string, readonly string[]>();

function searchedWritingsOf(secret: string): readonly string[] {
  const known = searchedWritings.get(secret);
  if (known !== undefined) return known;
  const made = writings(secret).map((writing) => writing.replaceAll('\\', ''));
  searchedWritings.set(secret, made);
  return made;
}

/**
 * @returns the secrets that can be read in a text, in whatever writing. Backslashes count for
 *   nothing: a text may have been through JSON or an inspection several times.
 */
export function toldIn(text: string, secrets: readonly string[]): string[] {
  const searched = text.replaceAll('\\', '');
  return secrets.filter((secret) =>
    searchedWritingsOf(secret).some((writing) => searched.includes(writing)),
  );
}
