import { openDialog } from './dialog';
import { applianceNode, debugNode, injectNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const job = 'vcenter-reconciliation-job';
const variable = (name: string) => `\${${name}}`;

describeEditor(
  'a subflow with an appliance of its own',
  (tried) => {
    const appliance = standIn({ scenario: 'never-ending' });

    it('takes the host of each instance from an environment variable', async () => {
      const inside = { z: 'subflow' };
      const id = 'ac1d0f0a5e1e0002';
      const { host, port } = appliance();
      await tried.nodeRed.deploy([
        tab,
        {
          ...{ id: 'subflow', type: 'subflow', name: 'Ask an appliance', info: '', category: '' },
          in: [{ x: 60, y: 80, wires: [{ id }] }],
          out: [{ x: 640, y: 80, wires: [{ id, port: 0 }] }],
          env: [
            { name: 'VC_HOST', type: 'str', value: '' },
            { name: 'VC_PORT', type: 'str', value: String(port) },
          ],
          color: '#DDAA99',
        },
        applianceNode(appliance(), {
          ...inside,
          name: '',
          host: variable('VC_HOST'),
          port: variable('VC_PORT'),
        }),
        nodeOf(job, { ...inside, id }),
        injectNode('ask', 'instance'),
        {
          ...{ id: 'instance', type: 'subflow:subflow', z: 'tab', name: 'of a branch office' },
          ...{ env: [], x: 400, y: 80, wires: [['told']] },
        },
        debugNode('told'),
      ]);
      const editor = await tried.open();
      const { person } = editor;
      await person.doubleClick(editor.node('of a branch office'));
      const dialog = await openDialog(editor, 'node');
      const field = dialog.tray.locator('#node-input-subflow-env-VC_HOST');
      await person.fill(dialog.tray.locator('.red-ui-typedInput-input:visible').first(), host);
      await field.waitFor({ state: 'attached' });
      await dialog.done();
      await editor.deploy();
      await editor.showDebugSidebar();
      await editor.pressButton('ask');
      await editor
        .debugMessages()
        .filter({ hasText: `${host} is running` })
        .waitFor();
    });
  },
  { expected: [/VC_HOST|host/] },
);
