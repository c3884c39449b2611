/** What the checks say, in English; without the name of the appliance, which stands before it. */
export const englishChecks = {
  // The verdict on one appliance, before what its checks say.
  'verdict-ok': '__appliance__ is recoverable.',
  'verdict-warning': '__appliance__: warning.',
  'verdict-critical': '__appliance__: critical.',
  'verdict-unknown': '__appliance__: not known.',
  'verdict-nothing-judged': '__appliance__: none of the checks applies to it.',
  // The verdict on several.
  'fleet-ok': 'All __count__ appliances are recoverable.',
  'fleet-not-ok': '__bad__ of __count__ appliances need attention.',
  'fleet-none': 'No appliance is deployed.',

  'check-not-reached': 'Not checked: the appliance could not be reached.',
  'check-not-offered': 'Not checked: this appliance does not offer it.',

  'check-reached': 'It answered within __time__.',
  'check-clock-ahead': 'Its clock is __time__ ahead of the clock of Node-RED.',
  'check-clock-behind': 'Its clock is __time__ behind the clock of Node-RED.',
  'check-backup-in-future':
    'It lists a backup that starts in the future (__id__): its clock has been set back.',

  'check-certificate-valid': 'Its certificate is valid for another __time__, until __date__.',
  'check-certificate-expired': 'Its certificate expired at __date__.',
  'check-certificate-seen': 'The certificate was last seen at __date__.',
  'check-certificate-not-seen': 'Not checked: no connection has shown its certificate yet.',

  'check-scheduled': 'It backs itself up by the schedule "__schedule__".',
  'check-no-schedule': 'It has no backup schedule.',
  'check-schedule-disabled': 'Its backup schedule is disabled.',
  'check-schedule-never-runs': 'Its backup schedule has no recurrence, so it never runs.',
  'check-schedule-unreadable':
    'Its schedule or its time zone cannot be read, so one backup a day is assumed.',
  'check-without-schedule': 'It has no backup schedule, so one backup a day is assumed.',
  'check-unencrypted':
    'The schedule "__schedule__" sends backups unencrypted, and the password for their location as well: use FTPS, HTTPS or SFTP.',

  'check-last-success': 'The last successful backup started __time__ ago, at __date__.',
  'check-was-due': 'The next one was due at __date__.',
  'check-no-success': 'None of its backups has succeeded.',
  'check-no-backups': 'It has not been backed up yet.',

  'check-none-ended': 'Not checked: no backup has ended yet.',
  'check-last-succeeded': 'The latest backup, started at __date__, succeeded.',
  'check-last-with-warning':
    'The latest backup, started at __date__, succeeded with __count__ warning:',
  'check-last-with-warnings':
    'The latest backup, started at __date__, succeeded with __count__ warnings:',
  'check-ignore-messages': 'What is no warning here can be listed under "Messages to ignore".',
  'check-last-canceled': 'The latest backup, started at __date__, was canceled.',
  'check-last-failed': 'The latest backup, started at __date__, failed.',

  'check-too-few': 'Not checked: too few comparable backups are known.',
  'check-usual-size': 'The last successful backup has __size__; __usual__ is usual.',
  'check-smaller': 'The last successful backup has only __size__; __usual__ is usual.',
  'check-larger': 'The last successful backup has __size__, more than twice the usual __usual__.',
  'check-longer': 'A backup has been running for __time__; __usual__ is usual.',

  'check-no-jobs': 'Not checked: it has neither a reconciliation nor a restore job.',
  'check-reconciliation-running': 'Its reconciliation has been running for __time__.',
  'check-reconciliation-long': 'Its reconciliation has already been running for __time__.',
  'check-reconciliation-succeeded': 'Its reconciliation succeeded.',
  'check-reconciliation-failed': 'Its reconciliation failed.',
  'check-restore-running': 'It is being restored.',
  'check-restore-succeeded': 'Its restore succeeded.',
  'check-restore-failed': 'Its restore failed.',

  'check-healthy': 'Database, storage and appliance management are healthy.',
  'check-no-health': 'Not checked: it reports no health data.',
  'check-health': 'The health of __part__ is __word__.',

  'check-archive-found': 'The last successful backup is at its location.',
  'check-archive-missing': 'The last successful backup is missing from its location.',
  'check-archive-of-other-version':
    'The archive at the location is of another version, __version__.',
  'check-archive-no-system':
    'The location holds backups of several systems, and none of them has the name of this one.',
  'check-archive-not-set': 'Not checked: no location is set for it.',
  'check-archive-elsewhere':
    'Not checked: the last successful backup is not on the server of the location.',

  'check-root-never-expires': 'The password of root never expires.',
  'check-root-expires': 'The password of root expires in __time__, at __date__.',
  'check-root-expired': 'The password of root expired at __date__.',
  'check-root-unreadable': 'When the password of root expires cannot be read.',

  // What a check cannot be asked for.
  'check-unknown': 'There is no check "__detail__".',
  'checks-not-a-list': 'Checks must be a list of names, or names separated by commas.',
  'threshold-unknown': 'There is no threshold "__detail__".',
  'threshold-not-a-number': 'The threshold __detail__ must be a number, 0 or greater.',
  'thresholds-not-an-object': 'Thresholds must be an object.',
} as const;
