/**
 * Words that users have stumbled over, so that they do not come back: old labels of the dialogs, old
 * names of nodes, and phrases that read as translated. To reject another one, add a row.
 */

export interface RejectedWord {
  /** Where it is rejected: in the dialogs' words only, or in sentences as well. */
  in: 'labels' | 'text';
  /** The language; README, docs and examples are English. */
  language: 'en-US' | 'de';
  expression: RegExp;
  /** What is written instead. */
  instead: string;
}

/** Rows for what stands in any text of a language. */
function inText(
  language: RejectedWord['language'],
  phrases: readonly (readonly [expression: RegExp, instead: string])[],
): RejectedWord[] {
  return phrases.map(([expression, instead]) => ({ in: 'text', language, expression, instead }));
}

export const rejectedWords: readonly RejectedWord[] = [
  // Labels of the dialogs.
  { in: 'text', language: 'en-US', expression: /\bLook every\b/, instead: 'Check every' },
  { in: 'text', language: 'en-US', expression: /\bGive up after\b/, instead: 'Stop waiting after' },
  {
    in: 'text',
    language: 'en-US',
    expression: /\bAppears in\b/,
    instead: 'If there is no job yet',
  },
  {
    in: 'text',
    language: 'en-US',
    expression: /\bOutage up to\b/,
    instead: 'Tolerate no answer for',
  },
  {
    in: 'text',
    language: 'en-US',
    expression: /[*">]Stalled after\b/,
    instead: 'Report as stalled after',
  },
  {
    in: 'text',
    language: 'en-US',
    expression: /\bEnded before\b/,
    instead: 'If it has already ended',
  },
  {
    in: 'text',
    language: 'en-US',
    expression: /[*">]While waiting[*"<]/,
    instead: 'If another message arrives',
  },
  { in: 'text', language: 'en-US', expression: /[*">]Report[*"<]/, instead: 'Send a message' },
  { in: 'text', language: 'en-US', expression: /\bGrace\b/, instead: 'Report as missed' },
  {
    in: 'text',
    language: 'en-US',
    expression: /[*">]Overdue after\b/,
    instead: 'Report as overdue after',
  },
  { in: 'text', language: 'en-US', expression: /[*">]Target[*"<]/, instead: 'Appliance named by' },
  {
    in: 'text',
    language: 'en-US',
    expression: /[*">]Fingerprint[*" <]/,
    instead: 'Pinned certificate',
  },
  {
    in: 'labels',
    language: 'en-US',
    expression: /^(By|Target|Report|While waiting|Fingerprint|Stalled after|Overdue after)$/,
    instead: 'the labels of today',
  },
  {
    in: 'labels',
    language: 'en-US',
    expression: /\bspec of its own\b/,
    instead: 'settings given here',
  },
  { in: 'text', language: 'de', expression: /Aufgeben nach/, instead: 'Warten beenden nach' },
  { in: 'text', language: 'de', expression: /Erscheint in/, instead: 'Ohne Auftrag' },
  { in: 'text', language: 'de', expression: /Ausfall bis zu/, instead: 'Ausfall tolerieren für' },
  { in: 'text', language: 'de', expression: /Stillstand nach/, instead: 'Stillstand melden nach' },
  { in: 'text', language: 'de', expression: /Karenzzeit/, instead: 'Ausfall melden' },
  { in: 'text', language: 'de', expression: /Merken in/, instead: 'Speichern in' },
  {
    in: 'labels',
    language: 'de',
    expression: /^(Ziel|Durch|Melden|Beim Warten|Bereits beendet|Fingerabdruck|Achtung)$/,
    instead: 'the labels of today',
  },

  // Names of nodes and outcomes.
  {
    in: 'text',
    language: 'en-US',
    expression: /\breconcile job\b/i,
    instead: 'vCenter reconciliation, or reconciliation job',
  },
  {
    in: 'text',
    language: 'en-US',
    expression: /(\*\*|<code>)(backup job|restore job|recovery monitor|recovery API)\b/,
    instead: 'the palette label: vCenter …',
  },
  { in: 'text', language: 'en-US', expression: /\bout of reach\b/i, instead: 'unreachable' },
  { in: 'text', language: 'en-US', expression: /what there is already/, instead: 'existing jobs' },
  { in: 'text', language: 'de', expression: /Reichweite/, instead: 'nicht erreichbar' },
  { in: 'text', language: 'de', expression: /beobacht/i, instead: 'überwachen' },
  { in: 'text', language: 'de', expression: /gescheitert/i, instead: 'fehlgeschlagen' },
  {
    in: 'text',
    language: 'de',
    expression: /\b(Recovery Monitor|Restore)\b/,
    instead: 'vCenter Überwachung, Wiederherstellung',
  },
  {
    in: 'text',
    language: 'de',
    expression: /festgelegt|Zertifikat festlegen/,
    instead: 'pinnen, gepinnt',
  },
  // Phrases that read as translated.
  ...inText('en-US', [
    [/\b(is|are|was|were) told (once|to|by|apart)\b/i, 'is reported'],
    [/\btells? (of|by itself)\b/i, 'reports'],
    [/\bbears\b/i, 'tolerates'],
    [/\bwants\b/i, 'requires'],
    [/\bleaves? (by|there)\b/i, 'is sent to the output'],
    [/\b(first|next|last|two|each|every|share their) looks?\b/i, 'poll, check'],
    [/\blooks? at the (job|appliance|backups?)\b/i, 'polls, reads'],
    [/\bway to the appliance\b/i, 'connection'],
    [/\bat a stretch\b/i, 'uninterrupted'],
    [/\b(stays|stay) as (it|they) came\b/i, 'is left unchanged'],
    [/\bmay not do\b/i, 'is not authorized'],
    [/\bgoes before the\b/i, 'takes precedence over the'],
    [/\bthat say no\b/i, 'negative results'],
    [/\bis needed\b/i, 'is required'],
    [/\btaken? out of it\b/i, 'removed from it'],
  ]),
  ...inText('de', [
    [/\bist nötig\b/i, 'ist erforderlich'],
    [/\berträgt\b/i, 'toleriert'],
    [/verlässt die Nachricht/i, 'wird die Nachricht am Ausgang … ausgegeben'],
    [/die Nein sagen/i, 'negative Ergebnisse'],
    [/was gefragt wurde/i, 'welcher Vorgang'],
    [/gut geendet/i, 'erfolgreich beendet'],
    [/wird der Nachricht entnommen/i, 'wird aus der Nachricht entfernt'],
    [/(?<!erweiterten )verknüpften Modus/i, 'im erweiterten verknüpften Modus'],
    [/an seiner Stelle/i, 'ersatzweise'],
    [/\bZeit abgelaufen\b/i, 'Zeitüberschreitung'],
  ]),
];
