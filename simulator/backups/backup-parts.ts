/** What a backup of an 8.x can consist of, with sizes in megabytes. */
export const backupParts = [
  { id: 'common', optional: false, size: 412 },
  { id: 'seat', optional: true, size: 1780 },
  { id: 'supervisors', optional: true, size: 96 },
] as const;
