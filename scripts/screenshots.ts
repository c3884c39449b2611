/**
 * `npm run screenshots`: takes the pictures of the README from a real editor, into docs/images. The
 * appliance in them is the stand-in.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import packageJson from '#package';
import { type Simulator, startSimulator } from '../simulator';
import { launchBrowser } from './browser';
import { type FlowNode, type NodeRed, startNodeRed } from './node-red-process';

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

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The flow of the first picture: what one does with each of the four answers. */
function flowFor(simulator: Simulator): FlowNode[] {
  const at = (id: string, type: string, name: string, [x, y]: [number, number]) => ({
    ...{ id, type, name, z: 'tab', x, y },
  });
  const post = { method: 'POST', ret: 'txt', url: 'https://chat.lab.example/hook' };
  return [
    { id: 'tab', type: 'tab', label: 'Recovery' },
    {
      id: 'appliance',
      type: 'vcenter-appliance',
      name: 'vc-a',
      host: simulator.host,
      port: String(simulator.port),
      fingerprint: simulator.fingerprint,
      proxyMode: 'none',
      credentials: { username: simulator.username, password: simulator.password },
    },
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
    { ...at('running', 'debug', 'still at work', [620, 70]), active: true, wires: [] },
    { ...at('succeeded', 'http request', 'tell the team', [620, 130]), ...post, wires: [[]] },
    { ...at('failed', 'http request', 'page the on-call', [620, 190]), ...post, wires: [[]] },
    { ...at('none', 'debug', 'nothing to do', [620, 250]), active: true, wires: [] },
  ];
}

/** A user directory in which the package is installed as `npm link` would. */
async function makeUserDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'vcenter-recovery-screenshots-'));
  const link = join(directory, 'node_modules', packageJson.name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(root, link, 'junction');
  return directory;
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
    viewport: { width: 1280, height: 1000 },
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
  const rows = await boxAround(page.locator('.red-ui-tray .form-row:visible'));
  await save(page, file, { ...tray, height: rows.y + rows.height + margin - tray.y });
}

/** A dialog slides in; a click waits until its target stands still, also one that is none. */
async function whenOpen(page: Page, field: string): Promise<void> {
  await page.locator(field).click({ trial: true });
}

async function takeDialogs(page: Page): Promise<void> {
  await page.locator('#job').dblclick();
  await whenOpen(page, '#node-input-name');
  await takeDialog(page, 'job-dialog.png');

  await page.locator('#node-input-btn-appliance-edit').click();
  await whenOpen(page, '#node-config-input-name');
  // What stands in the picture is what a person would have, not where the stand-in is.
  for (const [field, value] of Object.entries(shownSettings)) {
    await page.locator(`#node-config-input-${field}`).fill(value);
  }
  await page.locator('#node-config-input-proxyMode').selectOption('environment');
  await page.locator('#node-config-input-name').click();
  await page.locator('#node-config-input-name').blur();
  await takeDialog(page, 'appliance-dialog.png');
}

async function main(): Promise<void> {
  const endings: (() => Promise<unknown>)[] = [];
  try {
    const userDirectory = await makeUserDirectory();
    endings.push(() => rm(userDirectory, { recursive: true, force: true }));
    const simulator = await startSimulator({ scenario: 'running-to-succeeded', speed: 0 });
    endings.push(() => simulator.stop());
    const nodeRed = await startNodeRed({ userDirectory });
    endings.push(() => nodeRed.stop());
    const browser = await launchBrowser();
    endings.push(() => browser.close());

    await nodeRed.deploy(flowFor(simulator));
    simulator.clock.advance(untilTheMiddle);
    await mkdir(pictures, { recursive: true });
    const page = await openEditor(browser, nodeRed);
    await takeFlow(page, nodeRed);
    await takeDialogs(page);
    console.log(`The pictures are in ${pictures}.`);
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

main().catch((error: unknown) => {
  console.error(`screenshots: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
