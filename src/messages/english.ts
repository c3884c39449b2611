import { englishChecks } from './english-checks';

/**
 * Every sentence that these nodes write themselves, in English. What stands between underscores is
 * put in. Other languages are in `nodes/locales`, in a `sentences.json` with the same keys; where a
 * language lacks one, this is used.
 */
export const english = {
  ...englishChecks,
  // Jobs. `__job__` is one of the first three.
  'job-reconciliation': 'The reconciliation of __appliance__',
  'job-backup': 'The backup of __appliance__',
  'job-restore': 'The restore of __appliance__',
  running: '__job__ is running.',
  'running-with-message': '__job__ is running: __message__',
  'running-with-progress': '__job__ is running, __progress__% complete.',
  'running-with-progress-and-message': '__job__ is running, __progress__% complete: __message__',
  succeeded: '__job__ succeeded.',
  'succeeded-after': '__job__ succeeded after __time__.',
  'succeeded-with-warning': '__job__ succeeded with 1 warning: __warning__',
  'succeeded-with-warnings': '__job__ succeeded with __count__ warnings: __warnings__',
  'it-took': 'It took __time__.',
  failed: '__job__ failed. The appliance gave no reason.',
  'failed-because': '__job__ failed: __reason__',
  lost: '__job__ is no longer reported by the appliance. How it ended is not known.',
  'none-reconciliation':
    '__appliance__ has no reconciliation job. That is normal unless it has just been restored.',
  'none-backup': '__appliance__ has no backup job. It has run none, or keeps no record of it.',
  'none-restore': '__appliance__ has no restore job. That is normal unless it is being restored.',
  'none-or-error':
    '__appliance__ answered with HTTP 500 instead of a job. That is normal if it has never been restored; otherwise it is an internal error.',
  'replaced-reconciliation':
    '__appliance__ now has another reconciliation job than the one that was awaited.',
  'replaced-backup': '__appliance__ now has another backup job than the one that was awaited.',
  'replaced-restore': '__appliance__ now has another restore job than the one that was awaited.',
  'ended-before-reconciliation':
    'No reconciliation is running on __appliance__. The latest one had already ended.',
  'ended-before-backup': 'No backup is running on __appliance__. The latest one had already ended.',
  'ended-before-restore':
    'No restore is running on __appliance__. The latest one had already ended.',
  'never-shown-reconciliation':
    'The start of the reconciliation of __appliance__ was accepted, but the job never appeared. What became of it is not known.',
  'never-shown-backup':
    'The start of the backup of __appliance__ was accepted, but the job never appeared. What became of it is not known.',
  'never-shown-restore':
    'The start of the restore of __appliance__ was accepted, but the job never appeared. What became of it is not known.',
  // What to do about a known cause.
  'advice-snapshot':
    'A snapshot of the appliance exists, and no backup can be made while it does. Delete it, then back up again.',
  'advice-database-unhealthy':
    'The database of the appliance is not healthy. Find out why, and repair it, before you switch off the health check: a backup of it may be of no use.',
  'advice-services-stopped':
    'Required services of the appliance are stopped. Start them, or restart the service applmgmt, then back up again.',
  'advice-location-write':
    'The backup server closed the connection or has no space left. Check its free space and quota, and the network between it and the appliance.',
  'advice-update-manager':
    'The data of Update Manager could not be backed up. The article describes how to repair it.',
  'advice-metadata':
    'The metadata of the scheduled backups may be damaged, while manual backups still work. The article describes how to repair it.',

  stalled: 'It has made no progress for __time__.',
  overdue: 'No backup of __appliance__ has succeeded for __time__.',
  'overdue-by-schedule':
    'The backup of __appliance__ that was due at __date__ according to its schedule has not succeeded.',
  'never-succeeded': 'No backup of __appliance__ has ever succeeded.',
  'has-no-schedule': 'The appliance has no backup schedule, so one backup a day is expected.',
  'schedule-is-disabled': 'The backup schedule is disabled, so one backup a day is expected.',
  'schedule-never-runs':
    'The backup schedule has no recurrence and never runs, so one backup a day is expected.',
  'schedule-unreadable': 'The backup schedule cannot be read, so one backup a day is expected.',
  'last-success': 'The last successful one ended at __date__.',
  missed:
    'The backup of __appliance__ that was due at __date__ according to the schedule "__schedule__" did not start.',
  'unknown-time-zone':
    '__appliance__ uses the time zone "__zone__", which is not known here: missed backups cannot be detected.',

  // Waiting, starting and cancelling.
  'wait-timed-out': 'The wait ended after __time__, before the job did.',
  'never-seen': 'The job was never seen.',
  'unreachable-for': 'It has been unreachable for __time__.',
  'error-while-running': '__appliance__ answered with HTTP __status__ while its job was running.',
  'already-waiting-reconciliation':
    'This node is already waiting for the reconciliation of __appliance__.',
  'already-waiting-backup': 'This node is already waiting for the backup of __appliance__.',
  'already-waiting-restore': 'This node is already waiting for the restore of __appliance__.',
  'no-schedule':
    '__appliance__ has no backup schedule. Create one, or start the backup with settings of its own.',
  'several-schedules':
    '__appliance__ has several backup schedules. Run one of them with the operation backup.schedules.run.',
  'not-cancelable': 'The API has no operation that cancels this job.',
  'canceled-but': 'The cancellation was accepted, but the job could not be read afterwards.',

  // The backup schedule.
  'schedule-present': '__appliance__ has the backup schedule "__schedule__".',
  'schedule-absent': '__appliance__ has no backup schedule "__schedule__".',
  'schedule-as-desired': 'The backup schedule "__schedule__" of __appliance__ is as desired.',
  'schedule-created': 'The backup schedule "__schedule__" of __appliance__ was created.',
  'schedule-changed':
    'The backup schedule "__schedule__" of __appliance__ was changed: __properties__.',
  'schedule-removed': 'The backup schedule "__schedule__" of __appliance__ was removed.',
  'schedule-would-be-created':
    '__appliance__ has no backup schedule "__schedule__": it would be created.',
  'schedule-would-be-changed':
    'The backup schedule "__schedule__" of __appliance__ differs: __properties__.',
  'schedule-would-be-removed':
    'The backup schedule "__schedule__" of __appliance__ would be removed.',
  'schedule-created-but':
    'The backup schedule "__schedule__" of __appliance__ was created, but still differs: __properties__.',
  'schedule-changed-but':
    'The backup schedule "__schedule__" of __appliance__ was changed, but still differs: __properties__.',
  'schedule-not-applied':
    '__appliance__ accepted the change, but its backup schedule "__schedule__" is still not as desired: __properties__.',
  'schedule-still-present':
    '__appliance__ accepted the removal, but still has the backup schedule "__schedule__".',
  'schedule-unread':
    'The change was accepted, but the backup schedule could not be read afterwards.',
  'schedules-several': '__appliance__ has several backup schedules. Enter the id of one of them.',
  'schedule-other':
    '__appliance__ already has a backup schedule, with the id "__schedule__", and has room for one only.',
  'schedule-requires': 'A new backup schedule requires the field __name__.',
  'schedule-keeps':
    'An update cannot remove __name__ from the backup schedule of __appliance__: remove the schedule and create it.',
  'schedule-without-fast-backup':
    '__appliance__ does not report fast_backup in its backup schedule, so it cannot be turned on: that requires vCenter 8.0.2.',

  // What an appliance answered.
  'sign-in-refused':
    '__appliance__ refused the sign-in: the user name or password is wrong, the password has expired, or the account is locked.',
  'next-try': 'Next try in __time__ (__clock__).',
  'sign-in-not-safe':
    'No sign-in was attempted: this account, or the same user and password on another appliance, was refused twice within 15 minutes. Another refusal may lock it: root and other local accounts of the appliance after three within 15 minutes (on a hardened appliance until somebody unlocks them), users of single sign-on after five within three minutes. The next safe try is in __time__ (__clock__).',
  'not-authorized':
    'The user is not authorized on __appliance__: reading requires membership of SystemConfiguration.ReadOnly, making changes SystemConfiguration.Administrators.',
  'session-limit':
    '__appliance__ allows this user no more sessions: others have to end or expire first.',
  unavailable: '__appliance__ is not available: its services may be starting.',
  'api-not-found':
    '__appliance__ does not offer this API: check host, port and connection, or wait until its services have started.',
  'not-found': 'What was requested does not exist on __appliance__: check the id.',
  refused: '__appliance__ refuses this request in its current state.',
  'operation-failed': 'The operation failed on __appliance__.',
  'invalid-request': '__appliance__ rejected the request as invalid.',
  'appliance-error': '__appliance__ reported an error.',
  'other-fault': '__appliance__ reported __code__.',
  'outcome-unknown': 'It is not known whether the change was made.',
  stranger:
    '__appliance__ does not look like a vCenter, or its services have not started yet: check host, port and connection.',
  'unexpected-answer': '__appliance__ gave an unexpected answer. Check that it is the appliance.',
  'answer-status': 'It answered with HTTP __status__.',
  'answer-redirect': 'It answered with HTTP __status__, a redirect, which is not followed.',
  'answer-page': 'The answer begins with "__text__".',
  'answer-empty': 'Its answer was empty.',
  'answer-not-json': 'Its answer was not JSON.',
  'answer-of-other-type': 'Its answer was not of the expected type (__type__).',
  'answer-without-session': 'It opened no session.',
  'answer-without-version': 'Its answer contained no version.',
  'answer-without-status': 'Its answer contained no job status.',
  'unknown-status': '__appliance__ reported an unknown job status: "__status__".',

  // Why there was no answer.
  untrusted:
    'The certificate of __appliance__ is not trusted (__reason__). Select a TLS configuration with its certificate authority, or pin the certificate.',
  'not-pinned':
    '__appliance__ presented a certificate that is not pinned: __reason__. It has been replaced, or this is not the appliance.',
  'sha256-is': 'its SHA-256 is __sha256__',
  'no-certificate': 'there was none',
  'other-name': 'The certificate of __appliance__ was issued for another name.',
  expired: 'The certificate of __appliance__ has expired.',
  'not-valid-yet': 'The certificate of __appliance__ is not valid yet: check the clocks.',
  unreachable: '__appliance__ cannot be reached (__reason__).',
  'no-route': 'There is no network route to __appliance__.',
  'connection-closed': '__appliance__ closed the connection: its services may be restarting.',
  'no-tls': '__appliance__ does not use TLS on that port: check host and port.',
  'name-unknown': 'The host name of __appliance__ is not known to DNS.',
  'dns-silent': 'DNS did not answer when asked for the host name of __appliance__.',
  'connection-refused':
    '__appliance__ refused the connection: no service is listening on that port.',
  'not-accepted': '__appliance__ did not accept the connection in time.',
  'timed-out': '__appliance__ did not answer in time: __reason__.',
  'no-complete-answer': 'no complete answer within __time__',
  'no-answer-to-sign-in': 'no answer to a sign-in within __time__',
  'no-connection': 'no connection within __time__',
  'no-answer': 'no answer within __time__',
  'proxy-failed': 'No connection to __appliance__ through the proxy: __reason__.',
  'proxy-refused-user': '__proxy__ requires a user name and password, or other ones',
  'proxy-refused': '__proxy__ answered CONNECT with HTTP __status__',
  'proxy-unreachable': '__proxy__ cannot be reached (__reason__)',
  'proxy-unreadable': 'The URL of the proxy cannot be read.',
  'too-long': 'The answer of __appliance__ is too long: __reason__.',
  'more-than': 'more than __size__ MiB',
  redeployed:
    'The settings of __appliance__ were deployed again or removed while the request was in progress.',
  'cannot-connect': 'No connection to __appliance__ is possible with these settings: __reason__.',
  'tls-failed':
    'No TLS connection to __appliance__ could be established: it may require a client certificate.',
  'no-http': '__appliance__ does not speak HTTP (__reason__).',
  'no-reason': 'no reason given',

  // Settings. `__setting__` is one of the names below.
  'read-only': '__appliance__ is set to read only, and this operation makes changes.',
  'setting-required': '"__setting__" is required.',
  'setting-variable-unset':
    '"__setting__" is taken from the environment variable __variable__, which is not set.',
  'setting-variable-empty':
    '"__setting__" is taken from the environment variable __variable__, which is empty.',
  'setting-not-an-address':
    '"__setting__" is "__value__", which is not a host name or IP address. The port has a field of its own.',
  'setting-not-a-number': '"__setting__" is "__value__", which is not a number.',
  'setting-not-hours':
    '"__setting__" is "__value__", which is not a number of hours or "__word__".',
  'setting-not-a-port': '"__setting__" must be a whole number from 1 to 65535.',
  'setting-not-a-fingerprint':
    '"__setting__" must be a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.',
  'setting-with-colon': '"__setting__" must not contain a colon.',
  'setting-with-control-character': '"__setting__" must not contain control characters.',
  'setting-with-other-character':
    '"__setting__" contains a character that HTTP headers do not allow.',
  'setting-not-a-choice': '"__setting__" is "__value__", but must be one of __choices__.',
  'no-appliance': 'No appliance is selected in this node.',
  'appliance-gone': 'The appliance selected in this node has been deleted or is disabled.',
  'no-such-appliance': 'No deployed appliance has the name or host "__name__".',
  'several-appliances': 'Several deployed appliances (__count__) have the name or host "__name__".',
  'appliance-unreadable': 'The appliance cannot be read from __source__: __reason__.',
  'appliance-unnamed': '__source__ does not name an appliance.',
  'tls-configuration-gone':
    'The TLS configuration of the appliance has been deleted or is disabled.',
  'tls-configuration-unreadable': 'The certificates of the TLS configuration cannot be read.',
  'proxy-gone':
    'The proxy node of the appliance is not selected, has been deleted, or is disabled.',
  'not-deployed': '"__setting__" is not deployed yet. Deploy it, then test again.',
  'enter-again': 'Enter "__setting__" again: it was stored for another host.',
  'enter-again-for': 'Enter "__setting__" again: it was stored for __address__ only.',
  'enter-again-verified':
    'Enter "__setting__" again: it was stored for a server whose certificate is verified.',
  'enter-again-changed':
    'Enter "__setting__" again: "__changed__" differs from what is deployed, and the stored value might reach another server.',

  // What a message asks for.
  'no-operation': 'No operation is selected in this node.',
  'no-such-operation': 'The recovery API has no operation "__operation__".',
  'operation-not-offered':
    'The operation __operation__ requires the connection "api": the older /rest does not offer it.',
  'job-unreadable': 'The job cannot be read from __source__: __reason__.',
  'job-not-an-id': '__source__ does not contain the id of a job.',
  'value-not-plain': 'The value of "__name__" cannot be converted to JSON.',
  'value-not-json': 'The value of "__name__" is not valid JSON.',
  'value-unreadable': 'The value of "__name__" cannot be read.',
  'value-unreadable-because': 'The value of "__name__" cannot be read: __reason__.',
  'value-absent': '"__name__" should come from __source__, but that is empty.',
  'value-not-an-object': 'The value of "__name__" must be an object.',
  'password-saved':
    'A password is saved in the settings of this node, and every export would contain it. Enter it in the password fields instead.',
  'operation-unknown-parameter': 'The operation __operation__ has no parameter "__name__".',
  'operation-requires': 'The operation __operation__ requires the parameter __name__.',
  'parameter-unknown-field': 'The parameter __parameter__ has no field "__name__".',
  'parameter-requires': 'The parameter __parameter__ requires the field __name__.',
  'parameter-text': 'The parameter __parameter__ must be text.',
  'parameter-control-character': 'The parameter __parameter__ must not contain control characters.',
  'parameter-half-character': 'The parameter __parameter__ contains an incomplete character.',
  'parameter-option': 'The parameter __parameter__ must not begin with "-".',
  'parameter-backup-password':
    'The parameter __parameter__ must have 8 to 20 visible ASCII characters without spaces, among them an upper-case letter, a lower-case letter, a digit and a special character.',
  'parameter-empty-password':
    'The parameter __parameter__ must not be empty. Omit it for a backup without encryption.',
  'parameter-blank': 'The parameter __parameter__ must not contain spaces.',
  'parameter-scheme': 'The parameter __parameter__ must begin with one of __detail__.',
  'parameter-other-scheme':
    'The parameter __parameter__ does not match location_type, which is __detail__.',
  'parameter-host': 'The parameter __parameter__ names no host.',
  'parameter-port': 'The port in the parameter __parameter__ must be from 1 to 65535.',
  'parameter-uri':
    'The parameter __parameter__ must be a URI, such as sftp://backup.example.com/vcenter.',
  'parameter-id': 'The parameter __parameter__ is not a valid id.',
  'parameter-choice': 'The parameter __parameter__ must be one of __detail__.',
  'parameter-number': 'The parameter __parameter__ must be a whole number.',
  'parameter-flag': 'The parameter __parameter__ must be true or false.',
  'parameter-time': 'The parameter __parameter__ must be a time, such as 2026-01-31T02:00:00Z.',
  'parameter-list': 'The parameter __parameter__ must be a list.',
  'parameter-structure': 'The parameter __parameter__ must be an object.',

  // The names of settings, as the dialogs have them.
  'field-host': 'Host',
  'field-port': 'Port',
  'field-connection': 'Connection',
  'field-auth': 'Sign-in',
  'field-username': 'User name',
  'field-password': 'Password',
  'field-authorization': 'Header',
  'field-tls': 'TLS configuration',
  'field-fingerprint': 'Pinned certificate',
  'field-proxyMode': 'Proxy',
  'field-proxy': 'Proxy node',
  'field-proxyUrl': 'URL of the proxy node',
  'field-proxyUsername': 'User name of the proxy node',
  'field-proxyPassword': 'Password of the proxy node',
  'field-requestTimeout': 'Timeout',
  'field-locale': 'Language',
  'field-readOnly': 'Read only',
  'field-appliance': 'Appliance',
  'field-target': 'Appliance named by',
  'field-action': 'Action',
  'field-job': 'Job',
  'field-source': 'Back up using',
  'field-spec': 'Settings of the job',
  'field-ignoreWarnings': 'Ignore warnings',
  'field-waitAfterStart': 'Then wait until it ends',
  'field-interval': 'Check every',
  'field-timeout': 'Stop waiting after',
  'field-appear': 'If there is no job yet',
  'field-outage': 'Tolerate no answer for',
  'field-stalledAfter': 'Report as stalled after',
  'field-ended': 'If it has already ended',
  'field-report': 'Send a message',
  'field-whenBusy': 'If another message arrives',
  'field-errorOutput': 'Output for faults',
  'field-operation': 'Operation',
  'field-parameters': 'Parameters',
  'field-ssoUsername': 'SSO user',
  'field-ssoPassword': 'SSO password',
  'field-locationPassword': 'Location password',
  'field-backupPassword': 'Backup password',
  'field-schedule': 'Schedule',
  'field-desired': 'Desired schedule',
  'field-checkOnly': 'Check only',
  'field-updatePasswords': 'Send the passwords every time',
  'field-locationUser': 'Location user',
  'field-reconciliation': 'Reconciliation',
  'field-backup': 'Backups',
  'field-restore': 'Restores',
  'field-overdueAfter': 'Report as overdue after',
  'field-missedSchedule': 'Missed backups',
  'field-grace': 'Report as missed',
  'field-reportAtStart': 'Report existing jobs at the start',
  'field-contextStore': 'Remember in',
  'field-targets': 'Appliances',
  'field-split': 'One message per appliance',
  'field-checks': 'Checks',
  'field-thresholds': 'Thresholds',
  'field-ignoreMessages': 'Messages to ignore',
  'field-format': 'Send as',
  'field-checkTimeout': 'Answer within',
  'field-maxAge': 'Use results again for',
  'field-parallel': 'Appliances at once',
  'field-location': 'Location of the backups',
} as const;
