import type { Message } from '../protocol/messages';
import type { BackupState, BackupType } from './backup-jobs';

export const backupDescriptions: Readonly<Record<BackupType, Message>> = {
  MANUAL: {
    id: 'simulator.backup.description.manual',
    text: { en: 'Manual backup', de: 'Manuelle Sicherung' },
  },
  SCHEDULED: {
    id: 'simulator.backup.description.scheduled',
    text: { en: 'Scheduled backup', de: 'Geplante Sicherung' },
  },
};

/** What a job is at, as its details tell. */
export const backupProgress: Readonly<Record<BackupState, Message>> = {
  INPROGRESS: {
    id: 'simulator.backup.transferring',
    text: {
      en: 'Sending the backup to its location.',
      de: 'Die Sicherung wird an ihren Ort übertragen.',
    },
  },
  SUCCEEDED: {
    id: 'simulator.backup.completed',
    text: { en: 'The backup is complete.', de: 'Die Sicherung ist abgeschlossen.' },
  },
  FAILED: {
    id: 'simulator.backup.failed',
    text: { en: 'The backup did not complete.', de: 'Die Sicherung wurde nicht abgeschlossen.' },
  },
};

/** Why a backup fails, where nobody says otherwise. */
export const accessDenied: Message = {
  id: 'simulator.backup.location.denied',
  text: {
    en: 'The backup server refused access to the location.',
    de: 'Der Sicherungsserver hat den Zugriff auf den Ort verweigert.',
  },
};

export const locationUnreachable = (place: string): Message => ({
  id: 'simulator.backup.location.unreachable',
  text: {
    en: 'The backup server of {0} cannot be reached.',
    de: 'Der Sicherungsserver von {0} ist nicht erreichbar.',
  },
  args: [place],
});

export const unknownPart = (part: string): Message => ({
  id: 'simulator.backup.part.unknown',
  text: { en: 'There is no part {0}.', de: 'Es gibt keinen Bestandteil {0}.' },
  args: [part],
});

export const backupCancelled: Message = {
  id: 'simulator.backup.cancelled',
  text: { en: 'The backup was cancelled.', de: 'Die Sicherung wurde abgebrochen.' },
};

export const backupNotRunning = (id: string): Message => ({
  id: 'simulator.backup.not.running',
  text: {
    en: 'The backup {0} has ended, so it cannot be cancelled.',
    de: 'Die Sicherung {0} ist beendet und kann nicht abgebrochen werden.',
  },
  args: [id],
});

/** A reason that somebody gave in words of their own. */
export const told = (words: string): Message => ({
  id: 'simulator.told',
  text: { en: '{0}' },
  args: [words],
});
