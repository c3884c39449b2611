/**
 * The types of the recovery API and the table of its operations say the same. The compiler holds
 * them against each other: a parameter that only one of them has, or that they have otherwise, is an
 * error of `npm run lint` that names the operation.
 */
import assert from 'node:assert/strict';
import type { Parameter } from '../../../../../src/appliance/operations/operation';
import type { RecoveryApi } from '../../../../../src/appliance/operations/structures/recovery-api';
import type { ReturnResult } from '../../../../../src/appliance/operations/structures/recovery-structures';
import {
  type OperationName,
  operations,
} from '../../../../../src/appliance/operations/tables/recovery-operations';

type Row<Name extends OperationName> = (typeof operations)[Name];
type ParametersOf<Name extends OperationName> =
  Row<Name> extends { parameters: readonly (infer Each extends Parameter)[] } ? Each : never;

/** What a parameter takes, as its row says. */
type Value<Each> = Each extends { type: 'text'; choices: readonly (infer Word)[] }
  ? Word
  : Each extends { type: 'list'; choices: readonly (infer Word)[] }
    ? readonly Word[]
    : Each extends { type: 'structure'; fields: readonly (infer Field)[] }
      ? Given<Field>
      : Each extends { type: infer Type extends keyof Values }
        ? Values[Type]
        : never;
interface Values {
  text: string;
  time: string;
  number: number;
  flag: boolean;
  list: readonly string[];
}

type Named = { name: string };
type Given<Each> = {
  [One in Each as One extends Named & { required: true } ? One['name'] : never]: Value<One>;
} & {
  [One in Each as One extends Named & { required: true }
    ? never
    : One extends Named
      ? One['name']
      : never]?: Value<One>;
};

/** With every field required, so that one that only one of two structures has is a difference. */
type Whole<Structure> = Structure extends readonly unknown[]
  ? Structure
  : Structure extends object
    ? { [Field in keyof Structure]-?: Whole<Structure[Field]> }
    : Structure;
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;

interface AnswerOf {
  structure: object;
  result: ReturnResult;
  list: readonly unknown[];
  map: Record<string, unknown>;
  number: number;
  flag: boolean;
  text: string;
  nothing: null;
}

type Disagreement<Name extends OperationName> = Name extends keyof RecoveryApi
  ? Same<RecoveryApi[Name]['request'], Given<ParametersOf<Name>>> extends false
    ? `${Name}: another request`
    : Same<Whole<RecoveryApi[Name]['request']>, Whole<Given<ParametersOf<Name>>>> extends false
      ? `${Name}: another parameter`
      : RecoveryApi[Name]['answer'] extends AnswerOf[Row<Name>['answer']]
        ? never
        : `${Name}: another answer`
  : `${Name}: no type`;
type Disagreements =
  | { [Name in OperationName]: Disagreement<Name> }[OperationName]
  | Exclude<keyof RecoveryApi, OperationName>;

/** Anything but true does not compile, and the error has the words from above. */
const agreed: [Disagreements] extends [never] ? true : Disagreements = true;

describe('The types of the recovery API', () => {
  it('agree with the table of its operations', () => assert.equal(agreed, true));

  it('are those of 24 operations', () => assert.equal(Object.keys(operations).length, 24));
});
