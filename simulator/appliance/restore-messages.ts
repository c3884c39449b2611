import type { Message } from '../protocol/messages';

export const restoreCompleted: Message = {
  id: 'simulator.restore.completed',
  text: { en: 'The restore is complete.', de: 'Die Wiederherstellung ist abgeschlossen.' },
};

export const restoreFailed: Message = {
  id: 'simulator.restore.failed',
  text: {
    en: 'The restore did not complete.',
    de: 'Die Wiederherstellung wurde nicht abgeschlossen.',
  },
};

export const restoreCancelled: Message = {
  id: 'simulator.restore.cancelled',
  text: { en: 'The restore was cancelled.', de: 'Die Wiederherstellung wurde abgebrochen.' },
};

export const noRestoreRunning: Message = {
  id: 'simulator.restore.not.running',
  text: {
    en: 'No restore is running, so none can be cancelled.',
    de: 'Es läuft keine Wiederherstellung, die abgebrochen werden könnte.',
  },
};

export const backupEncrypted: Message = {
  id: 'simulator.restore.backup.encrypted',
  text: {
    en: 'The backup is encrypted, and the password that was given does not open it.',
    de: 'Die Sicherung ist verschlüsselt und lässt sich mit dem Kennwort nicht öffnen.',
  },
};
