/**
 * `npm run screenshots`: takes the pictures of the README from a real editor, into docs/images. The
 * appliance in them is the stand-in.
 */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Simulator, startSimulator } from '../simulator';
import { launchBrowser } from './browser';
import { type FlowNode, type NodeRed, startNodeRed } from './node-red-process';
import { makeUserDirectory } from './user-directory';

const root = join(__dirname, '..');
const pictures = join(root, 'docs', 'images');

/** Pixels left around what a picture shows. */
const margin = 14;

/** Milliseconds of the stand-in's clock after which its reconciliation is somewhere in the middle. */
const untilTheMiddle = 11_400;

/** What the dialog of the appliance shows. Made up, and the same each time. */
const shownSettings = {
  host: 'vc-a.lab.example',
  port: '',
  username: 'node-red@vsphere.local',
  fingerprint: createHash('sha256')
    .update('vc-a')
    .digest('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:'),
  requestTimeout: '30',
};

/** Nodes whose dialogs are shown, as somebody may have set them. */
const others = [
  {
    id: 'wait',
    type: 'vcenter-reconciliation-job',
    ...{ action: 'wait', appear: 1800, targetType: 'appliance', outputs: 4 },
  },
  {
    id: 'backup',
    type: 'vcenter-backup-job',
    ...{ action: 'start', source: 'schedule', targetType: 'appliance', outputs: 4 },
  },
  {
    id: 'monitor',
    type: 'vcenter-recovery-monitor',
    ...{ reconciliation: true, backup: true, restore: true, missedSchedule: true },
    overdueAfter: 'schedule',
  },
  {
    id: 'recovery',
    type: 'vcenter-recovery',
    operation: 'backup.schedules.run',
    parameters: [
      { name: 'schedule', value: 'default', type: 'str' },
      { name: 'comment', value: 'topic', type: 'msg' },
    ],
    ...{ targetType: 'appliance', outputs: 1 },
  },
] as const;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function applianceFor(simulator: Simulator, id: string, name: string): FlowNode {
  return {
    ...{ id, name, type: 'vcenter-appliance', host: simulator.host, port: String(simulator.port) },
    ...{ fingerprint: simulator.fingerprint, proxyMode: 'none' },
    credentials: { username: simulator.username, password: simulator.password },
  };
}

/** The flow of the first picture: what one does with each of the four answers. */
function flowFor(simulator: Simulator): FlowNode[] {
  const at = (id: string, type: string, name: string, [x, y]: [number, number]) => ({
    ...{ id, type, name, z: 'tab', x, y },
  });
  const post = { method: 'POST', ret: 'txt', url: 'https://chat.lab.example/hook' };
  return [
    { id: 'tab', type: 'tab', label: 'Recovery' },
    applianceFor(simulator, 'appliance', 'vc-a'),
    {
      ...at('ask', 'inject', 'every 30 s', [140, 160]),
      ...{ props: [], repeat: '30', crontab: '', topic: '' },
      wires: [['job']],
    },
    {
      ...at('job', 'vcenter-reconciliation-job', '', [370, 160]),
      ...{ appliance: 'appliance', action: 'get', targetType: 'appliance', outputs: 4 },
      wires: [['running'], ['succeeded'], ['failed'], ['none']],
    },
    { id: 'others', type: 'tab', label: 'Backups' },
    ...others.map(({ id, type, ...settings }, index) => ({
      ...{ id, type, z: 'others', name: '', x: 200, y: 80 + 100 * index },
      ...{ appliance: 'appliance', wires: [], ...settings },
    })),
    { ...at('running', 'debug', 'still at work', [700, 70]), active: true, wires: [] },
    { ...at('succeeded', 'http request', 'tell the team', [700, 130]), ...post, wires: [[]] },
    { ...at('failed', 'http request', 'page the on-call', [700, 190]), ...post, wires: [[]] },
    { ...at('none', 'debug', 'nothing to do', [700, 250]), active: true, wires: [] },
  ];
}

/** The smallest box around all of them. */
async function boxAround(elements: Locator): Promise<Box> {
  const boxes = (await Promise.all((await elements.all()).map((one) => one.boundingBox()))).filter(
    (box) => box !== null,
  );
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function save(page: Page, file: string, clip: Box): Promise<unknown> {
  return page.screenshot({ path: join(pictures, file), clip, animations: 'disabled' });
}

async function openEditor(browser: Browser, nodeRed: NodeRed): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1000 },
    deviceScaleFactor: 2,
    locale: 'en-US',
  });
  // The palette manager asks the world for its catalogue; these pictures come from this machine.
  await page.route(
    (url) => !url.href.startsWith(nodeRed.url),
    (route) => route.abort(),
  );
  await page.goto(nodeRed.url);
  await page.locator('#job').waitFor();
  return page;
}

async function takeFlow(page: Page, nodeRed: NodeRed): Promise<void> {
  await nodeRed.inject('ask');
  await page.locator('.red-ui-flow-node-status-label', { hasText: '%' }).waitFor();
  const { x, y, width, height } = await boxAround(page.locator('.red-ui-flow-node-group'));
  await save(page, 'flow.png', {
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: height + 2 * margin,
  });
}

/** Takes the dialog on top, from its title to the last of its rows. */
async function takeDialog(page: Page, file: string): Promise<void> {
  const tray = await boxAround(page.locator('.red-ui-tray').last());
  const rows = await boxAround(page.locator('.red-ui-tray :is(.form-row, summary):visible'));
  await save(page, file, { ...tray, height: rows.y + rows.height + margin - tray.y });
}

/** A dialog slides in; a click waits until its target stands still, also one that is none. */
async function whenOpen(page: Page, field: string): Promise<void> {
  await page.locator(field).click({ trial: true });
}

/** Both kinds of dialog are closed by a button of their own. */
async function closeDialog(page: Page, kind: 'node' | 'node-config'): Promise<void> {
  const button = page.locator(`#${kind}-dialog-cancel`);
  await button.click();
  await button.waitFor({ state: 'detached' });
}

async function takeOthers(page: Page): Promise<void> {
  await page.locator('.red-ui-tab-label', { hasText: 'Backups' }).click();
  for (const { id } of others) {
    await page.locator(`#${id}`).dblclick();
    await whenOpen(page, '#node-input-name');
    await takeDialog(page, `${id}-dialog.png`);
    await closeDialog(page, 'node');
  }
}

async function openAppliance(page: Page): Promise<void> {
  await page.locator('#node-input-btn-appliance-edit').click();
  await whenOpen(page, '#node-config-input-name');
}

async function takeAppliance(page: Page): Promise<void> {
  await page.locator('#job').dblclick();
  await whenOpen(page, '#node-input-name');
  await openAppliance(page);
  // What stands in the picture is what a person would have, not where the stand-in is.
  // Some of these fields are in the fold, which is closed in the picture.
  const setFold = (isOpen: boolean) =>
    page
      .locator('#node-config-dialog-edit-form details')
      .evaluate((fold, open) => fold.toggleAttribute('open', open), isOpen);
  await setFold(true);
  for (const [field, value] of Object.entries(shownSettings)) {
    await page.locator(`#node-config-input-${field}`).fill(value);
  }
  await page.locator('#node-config-input-proxyMode').selectOption('environment');
  await setFold(false);
  await page.locator('#node-config-input-name').click();
  await page.locator('#node-config-input-name').blur();
  await takeDialog(page, 'appliance-dialog.png');
  await closeDialog(page, 'node-config');
}

async function takeTestConnection(page: Page): Promise<void> {
  await openAppliance(page);
  const button = page.locator('#vcenter-test');
  await button.click();
  await page.locator('#vcenter-test[aria-disabled=false]').waitFor();
  await button.blur();
  const { x, y } = await boxAround(button);
  const steps = await boxAround(page.locator('#vcenter-test-steps'));
  await save(page, 'test-connection.png', {
    x: x - margin,
    y: y - margin,
    width: steps.width + 2 * margin,
    height: steps.y + steps.height - y + 2 * margin,
  });
  await closeDialog(page, 'node-config');
  await closeDialog(page, 'node');
}

/** After everything else: two more appliances, of which one is off, and a look at all of them. */
async function takeSidebar(page: Page, nodeRed: NodeRed, of: Sidebar): Promise<void> {
  const { simulator, others } = of;
  const more = others.map((other, index) => {
    const name = `vc-${'bc'[index]}`;
    // An id that is also a name would count as a reference to itself.
    return applianceFor(other, `of ${name}`, name);
  });
  await nodeRed.deploy([...flowFor(simulator), ...more]);
  await others[1]?.suspend();
  await page.reload();
  await page.locator('.red-ui-flow-node').first().waitFor();
  await page.evaluate('RED.actions.invoke("vcenter-recovery:show-sidebar")');
  const sidebar = page.locator('.vcenter-sidebar');
  const cards = sidebar.locator('.vcenter-sidebar-card');
  await cards.nth(others.length).waitFor();
  await sidebar.getByRole('button', { name: 'Look now' }).click();
  const notAsked = cards.locator('.vcenter-sidebar-badge', { hasText: 'not asked' });
  await notAsked.first().waitFor({ state: 'detached' });
  await sidebar.locator('.vcenter-sidebar-state', { hasText: 'Appliances' }).waitFor();
  const top = await boxAround(sidebar);
  const last = await boxAround(cards);
  await save(page, 'sidebar.png', { ...top, height: last.y + last.height + margin - top.y });
}

interface Sidebar {
  simulator: Simulator;
  others: readonly Simulator[];
}

async function main(): Promise<void> {
  const endings: (() => Promise<unknown>)[] = [];
  try {
    const userDirectory = await makeUserDirectory();
    endings.push(userDirectory.remove);
    const simulator = await startSimulator({ scenario: 'running-to-succeeded', speed: 0 });
    endings.push(() => simulator.stop());
    const others = await Promise.all([1, 2].map(() => startSimulator({ scenario: 'none' })));
    endings.push(() => Promise.all(others.map((other) => other.stop())));
    const nodeRed = await startNodeRed({ userDirectory: userDirectory.path });
    endings.push(() => nodeRed.stop());
    const browser = await launchBrowser();
    endings.push(() => browser.close());

    await nodeRed.deploy(flowFor(simulator));
    simulator.clock.advance(untilTheMiddle);
    await mkdir(pictures, { recursive: true });
    const page = await openEditor(browser, nodeRed);
    await takeFlow(page, nodeRed);
    await takeAppliance(page);
    await takeTestConnection(page);
    await takeOthers(page);
    await takeSidebar(page, nodeRed, { simulator, others });
    console.log(`The pictures are in ${pictures}.`);
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

main().catch((error: unknown) => {
  console.error(`screenshots: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
