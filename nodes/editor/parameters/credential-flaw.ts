import type { CredentialField, Parameter } from '../../../src/appliance/operations/operation';
import { checkParameters } from '../../../src/appliance/operations/parameter-checks/check-parameters';
import { fieldValue } from '../form/field-values';
import { field } from '../form/node-fields';
import { isVariable } from '../validation';

/** The editor shows this for a password that is stored. */
const storedPassword = '__PWRD__';

/** Shows below the field of a credential what the runtime would refuse. */
export function showCredentialFlaw(
  node: EditorNode,
  parameter: Parameter,
  name: CredentialField,
): void {
  const element = $('<div class="form-row vcenter-flaw">').insertAfter(
    field(name).closest('.form-row'),
  );
  const update = () => {
    const text = fieldValue(field(name));
    const isKnown = text === storedPassword || isVariable(text);
    const given = isKnown || text === '' ? {} : { [parameter.name]: text };
    const checked = checkParameters([parameter], given);
    const isWrong = 'flaw' in checked;
    if (isWrong) {
      const label = node._(`${node.type}.label.${name}`);
      element.text(node._(`${node.type}.flaw.${checked.flaw.word}`, { parameter: label }));
    }
    element.toggle(isWrong);
  };
  field(name).on('change input', update);
  update();
}
