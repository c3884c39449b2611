/** What a backup can consist of, with sizes in megabytes. */
export const backupParts = [
  { id: 'common', optional: false, size: 412 },
  { id: 'seat', optional: true, size: 1780 },
] as const;
