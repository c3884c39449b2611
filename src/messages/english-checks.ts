/** What the checks say, in English; without the name of the appliance, which stands before it. */
export const englishChecks = {
  // The verdict on one appliance, before what its checks say.
  'verdict-ok': '__appliance__ is recoverable.',
  'verdict-warning': '__appliance__: warning.',
  'verdict-critical': '__appliance__: critical.',
  'verdict-unknown': '__appliance__: unknown.',
  'verdict-nothing-judged': '__appliance__: none of the checks applies.',
  // The verdict on several.
  'fleet-ok': 'All appliances are recoverable (__count__).',
  'fleet-not-ok': '__bad__ of __count__ appliances need attention.',
  'fleet-none': 'No appliance is deployed.',

  'check-not-reached': 'Not checked: the appliance could not be reached.',
  'check-not-offered': 'Not checked: this appliance does not offer it.',

  'check-reached': 'It answered within __time__.',
  'check-clock-ahead': "Its clock is __time__ ahead of Node-RED's.",
  'check-clock-behind': "Its clock is __time__ behind Node-RED's.",
  'check-backup-in-future':
    'It lists a backup that starts in the future (__id__): its clock has been set back.',

  'check-certificate-valid': 'Its certificate is valid for another __time__, until __date__.',
  'check-certificate-expired': 'Its certificate expired at __date__.',
  'check-certificate-seen': 'The certificate was last seen at __date__.',
  'check-certificate-not-seen': 'Not checked: its certificate has not been seen yet.',

  'check-scheduled': 'It is backed up by the schedule "__schedule__".',
  'check-no-schedule': 'It has no backup schedule.',
  'check-schedule-disabled': 'Its backup schedule is disabled.',
  'check-schedule-never-runs': 'Its backup schedule has no recurrence, so it never runs.',
  'check-schedule-unreadable':
    'Its backup schedule or its time zone cannot be read, so one backup a day is assumed.',
  'check-without-schedule': 'It has no backup schedule, so one backup a day is assumed.',
  'check-unencrypted':
    'The schedule "__schedule__" transfers backups and the password for their location unencrypted: use FTPS, HTTPS or SFTP.',

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
  'check-ignore-messages':
    'Messages that are no cause for concern can be listed under "Messages to ignore".',
  'check-last-canceled': 'The latest backup, started at __date__, was canceled.',
  'check-last-failed': 'The latest backup, started at __date__, failed.',

  'check-too-few': 'Not checked: too few comparable backups are known.',
  'check-usual-size': 'The size of the last successful backup is __size__; __usual__ is usual.',
  'check-smaller': 'The size of the last successful backup is only __size__; __usual__ is usual.',
  'check-larger':
    'The size of the last successful backup is __size__, more than twice the usual __usual__.',
  'check-longer': 'A backup has been running for __time__; __usual__ is usual.',

  'check-no-jobs': 'Not checked: it has neither a reconciliation nor a restore job.',
  'check-reconciliation-running': 'Its reconciliation has been running for __time__.',
  'check-reconciliation-long':
    'Its reconciliation has already been running for __time__, longer than expected.',
  'check-reconciliation-succeeded': 'Its reconciliation succeeded.',
  'check-reconciliation-failed': 'Its reconciliation failed.',
  'check-restore-running': 'It is being restored.',
  'check-restore-succeeded': 'Its restore succeeded.',
  'check-restore-failed': 'Its restore failed.',

  'check-healthy': 'Database, storage and appliance management are healthy.',
  'check-no-health': 'Not checked: it reports no health data.',
  'check-health-missing': 'The answer about the health of __part__ contains no status.',
  'check-health': 'The health status of __part__ is __word__.',

  'check-archive-found': 'The last successful backup is at its location.',
  'check-archive-missing': 'The last successful backup is missing from its location.',
  'check-archive-of-other-version':
    'The backup at the location was made by another version, __version__.',
  'check-archive-no-system':
    'The location holds backups of several systems, and none of them has the name of this one.',
  'check-archive-not-set': 'Not checked: "Location of the backups" is empty.',
  'check-archive-elsewhere':
    'Not checked: the last successful backup is not on the server in "Location of the backups".',

  'check-root-never-expires': 'The root password never expires.',
  'check-root-expires': 'The root password expires in __time__, at __date__.',
  'check-root-expired': 'The root password expired at __date__.',
  'check-root-unreadable': 'The expiry date of the root password cannot be read.',

  // What a check cannot be asked for.
  'check-unknown': 'There is no check "__detail__".',
  'checks-not-a-list': 'Checks must be a list of names, or names separated by commas.',
  'threshold-unknown': 'There is no threshold "__detail__".',
  'threshold-not-a-number': 'The threshold __detail__ must be a number, 0 or greater.',
  'thresholds-not-an-object': 'Thresholds must be an object.',
} as const;
