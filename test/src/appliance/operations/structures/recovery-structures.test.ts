/** The types of the recovery API are those of the published specification, field by field. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { specificationPath } from '../../../../../simulator';

/** Our names and those of the specification, which has some of them several times. */
const structures: readonly [own: string, ...published: string[]][] = [
  ['LocalizableMessage', 'VapiStdLocalizableMessage'],
  ['LocalizationParam', 'VapiStdLocalizationParam'],
  ['NestedLocalizableMessage', 'VapiStdNestedLocalizableMessage'],
  ['ErrorInfo', 'VapiStdErrorsError'],
  ['DynamicId', 'VapiStdDynamicID'],
  [
    'RecoveryMessage',
    ...['Backup', 'BackupJob', 'BackupParts', 'Restore', 'RestoreJob'].map(
      (place) => `ApplianceRecovery${place}LocalizableMessage`,
    ),
  ],
  [
    'ReturnResult',
    ...['Backup', 'BackupJob', 'RestoreJob'].map(
      (place) => `ApplianceRecovery${place}ReturnResult`,
    ),
  ],
  ['RecoveryInfo', 'ApplianceRecoveryInfo'],
  ['LocationSpec', 'ApplianceRecoveryBackupLocationSpec'],
  [
    'BackupRequest',
    'ApplianceRecoveryBackupBackupRequest',
    'ApplianceRecoveryBackupJobBackupRequest',
  ],
  ['BackupJobStatus', 'ApplianceRecoveryBackupJobBackupJobStatus'],
  ['BackupJobDetailsInfo', 'ApplianceRecoveryBackupJobDetailsInfo'],
  ['BuildInfo', 'ApplianceRecoveryBackupJobDetailsBuildInfo'],
  ['TaskProgress', 'CisTaskProgress'],
  ['Part', 'ApplianceRecoveryBackupPartsPart'],
  ['RecurrenceInfo', 'ApplianceRecoveryBackupSchedulesRecurrenceInfo'],
  ['RetentionInfo', 'ApplianceRecoveryBackupSchedulesRetentionInfo'],
  ['ScheduleCreateSpec', 'ApplianceRecoveryBackupSchedulesCreateSpec'],
  ['ScheduleUpdateSpec', 'ApplianceRecoveryBackupSchedulesUpdateSpec'],
  ['ScheduleInfo', 'ApplianceRecoveryBackupSchedulesInfo'],
  ['ArchiveFilterSpec', 'ApplianceRecoveryBackupSystemNameArchiveFilterSpec'],
  ['ArchiveSummary', 'ApplianceRecoveryBackupSystemNameArchiveSummary'],
  ['ArchiveInfo', 'ApplianceRecoveryBackupSystemNameArchiveInfo'],
  ['ReconciliationCreateSpec', 'ApplianceRecoveryReconciliationJobCreateSpec'],
  ['ReconciliationJobInfo', 'ApplianceRecoveryReconciliationJobInfo'],
  ['RestoreRequest', 'ApplianceRecoveryRestoreRestoreRequest'],
  ['RestoreJobRequest', 'ApplianceRecoveryRestoreJobRestoreRequest'],
  ['RestoreJobStatus', 'ApplianceRecoveryRestoreJobRestoreJobStatus'],
  ['RestoreMetadata', 'ApplianceRecoveryRestoreMetadata'],
];

/** What 8.0.3 has brought, and the specification of 8.0.2 cannot know. */
const later803: Readonly<Record<string, readonly string[]>> = {
  Part: ['standalone?'],
  RestoreRequest: ['parts?'],
  RestoreJobRequest: ['parts?'],
  RestoreJobStatus: ['parts?'],
};

/** What a field is, as far as the two are compared. */
type Shape = string;

const specification = specificationPath();
if (specification) compare(specification);
else {
  console.log(
    'specification: the types were not compared; RECOVERY_SPEC=<file of the published specification> switches it on',
  );
}

function compare(file: string): void {
  describe('The structures of the recovery API', () => {
    const published = readPublished(file);
    let own: ReturnType<typeof readOwn>;
    let compared = 0;
    before(() => {
      own = readOwn();
    });
    after(() => console.log(`specification: ${compared} structures compared`));

    for (const [name, ...twins] of structures) {
      for (const definition of twins) {
        it(`${name} is as ${definition} of the specification`, () => {
          const fields = own.get(name);
          assert.ok(fields !== undefined, `there is no type ${name}`);
          const later = later803[name] ?? [];
          const known = Object.entries(fields).filter(([field]) => !later.includes(field));
          assert.deepEqual(Object.fromEntries(known), published(definition));
          compared += 1;
        });
      }
    }
  });
}

interface Schema {
  $ref?: string;
  type?: string;
  enum?: readonly string[];
  items?: Schema;
  required?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema;
}

/** @returns what reads a definition of the published specification: the shapes of its fields. */
function readPublished(file: string): (definition: string) => Record<string, Shape> {
  const { definitions }: { definitions: Record<string, Schema> } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  function shapeOf(schema: Schema): Shape {
    const { $ref, type = '', enum: words, items, additionalProperties } = schema;
    if ($ref) return shapeOf(definitions[$ref.replace('#/definitions/', '')] ?? {});
    if (words) return words.toSorted().join(' ');
    if (items) return `${shapeOf(items)}[]`;
    if (additionalProperties) return 'map';
    return type === 'integer' ? 'number' : type;
  }
  return (name) => {
    const { properties = {}, required = [] } = definitions[name] ?? {};
    const fields = Object.entries(properties).map(([field, schema]): [string, Shape] => {
      // The generator of the specification has flattened the error of a job to a text.
      const shape = field === 'error' ? 'a job error' : shapeOf(schema);
      return [required.includes(field) ? field : `${field}?`, shape];
    });
    return sorted(fields);
  };
}

function sorted(fields: readonly [string, Shape][]): Record<string, Shape> {
  return Object.fromEntries(fields.toSorted(([one], [other]) => one.localeCompare(other)));
}

/** @returns the shapes of the fields of our structures, by their names. */
function readOwn(): Map<string, Record<string, Shape>> {
  const folder = join(__dirname, '../../../../../src/appliance/operations/structures');
  const files = ['recovery-structures.ts', 'vapi-structures.ts'].map((name) => join(folder, name));
  const program = ts.createProgram(files, { strict: true, noEmit: true, types: [] });
  const checker = program.getTypeChecker();

  function shapeOf(type: ts.Type): Shape {
    const [member] = checker.isArrayLikeType(type)
      ? checker.getTypeArguments(asReference(type))
      : [];
    if (member) return `${shapeOf(member)}[]`;
    if (type.aliasSymbol?.name === 'JobError') return 'a job error';
    const words = type.isUnion() ? type.types.filter((each) => each.isStringLiteral()) : [];
    if (words.length > 0)
      return words
        .map(({ value }) => value)
        .toSorted()
        .join(' ');
    if (checker.getIndexTypeOfType(type, ts.IndexKind.String)) return 'map';
    const text = checker.typeToString(type);
    if (text === 'unknown') return 'object';
    return /^(string|number|boolean)$/.test(text) ? text : 'object';
  }

  const found = new Map<string, Record<string, Shape>>();
  for (const file of files) {
    program.getSourceFile(file)?.forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node)) return;
      const properties = checker.getTypeAtLocation(node).getProperties();
      const fields = properties.map((property): [string, Shape] => {
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
        const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
        return [optional ? `${property.name}?` : property.name, shapeOf(type)];
      });
      found.set(node.name.text, sorted(fields));
    });
  }
  return found;
}

function asReference(type: ts.Type): ts.TypeReference {
  return type as ts.TypeReference;
}
