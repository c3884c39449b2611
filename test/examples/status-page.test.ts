import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reachEach } from './example';

const names = ['Production', 'Test', 'Branch office'];
const hostile = `<script>alert("1")</script> & 'more'`;

describeExample('12 - A status page', (example) => {
  let simulators: Record<string, Simulator>;

  beforeEach(async () => {
    const started = names.map(async (name) => {
      return [name, await startSimulator({ scenario: 'none' })] as const;
    });
    simulators = Object.fromEntries(await Promise.all(started));
    await example.deploy(reachEach(simulators));
  });
  afterEach(() => Promise.all(Object.values(simulators).map((simulator) => simulator.stop())));

  async function open() {
    const response = await fetch(new URL('vcenter', example.url));
    const html = await response.text();
    const cards = html.split('<section>').slice(1);
    const jobsOf = (card = '') =>
      card
        .split('<li ')
        .slice(1)
        .map((job) => ({
          look: /^class="(\w+)">/.exec(job)?.[1],
          title: /<span>(.*?)<\/span>/.exec(job)?.[1],
          word: /<span class="state">(.*?)<\/span>/.exec(job)?.[1],
          texts: [...job.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) => text),
        }));
    const jobs = new Map(
      cards.map((card) => [/<h2>(.*?)<\/h2>/.exec(card)?.[1] ?? '', jobsOf(card)]),
    );
    return { response, html, jobs, title: /<title>(.*?)<\/title>/.exec(html)?.[1] };
  }

  it('has a card for each appliance, with the state of its three jobs', async () => {
    simulators.Test?.setScenario('found-succeeded');
    const { response, jobs, title } = await open();
    assert.equal(response.status, 200);
    assert.equal(title, 'All is well – vCenter recovery');
    assert.deepEqual([...jobs.keys()], names);
    for (const name of names) {
      const look = name === 'Test' ? 'succeeded' : 'none';
      assert.deepEqual(
        jobs.get(name)?.map(({ title: job, look: state }) => [job, state]),
        [
          ['Reconciliation job', look],
          ['Latest backup', 'succeeded'],
          ['Restore job', 'none'],
        ],
      );
    }
    assert.deepEqual(example.complaints(), []);
  });

  it('says nothing twice: below title and state is only what they do not say', async () => {
    simulators.Test?.setScenario('found-failed');
    const { jobs } = await open();
    const [none, succeeded] = jobs.get('Production') ?? [];
    assert.deepEqual([none?.word, none?.texts], ['not found', []]);
    assert.equal(succeeded?.word, 'succeeded');
    assert.deepEqual(
      succeeded?.texts.map((text) => text?.replaceAll(/\d/g, '0')),
      ['<time>0000-00-00 00:00</time> to <time>00:00 UTC</time>'],
    );
    const [reason, times, ...more] = jobs.get('Test')?.[0]?.texts ?? [];
    assert.match(reason ?? '', /^The reconciliation did not complete\. Partner .* be reached\.$/);
    assert.match(times ?? '', /^<time>/);
    assert.deepEqual(more, []);
  });

  it('gives the day of both times where a job ended on another one', async () => {
    const startTime = new Date('2026-03-01T23:50:00Z');
    const endTime = new Date('2026-03-02T00:10:00Z');
    simulators.Test?.backups.clear();
    simulators.Test?.backups.add({ startTime, endTime });
    const { html, jobs } = await open();
    assert.deepEqual(jobs.get('Test')?.[1]?.texts, [
      '<time>2026-03-01 23:50 UTC</time> to <time>2026-03-02 00:10 UTC</time>',
    ]);
    assert.match(html, /time \{ white-space: nowrap; \}/);
  });

  it('shows how far a job is', async () => {
    simulators.Production?.setScenario([{ job: { status: 'RUNNING', progress: 42 } }]);
    const { html, jobs } = await open();
    const running = jobs.get('Production')?.[0];
    assert.deepEqual([running?.look, running?.word], ['running', 'running, 42 %']);
    assert.match(html, /<progress max="100" value="42">42 %<\/progress>/);
    assert.equal(html.match(/<progress/g)?.length, 1);
  });

  it('shows a progress of nothing as well', async () => {
    simulators.Production?.setScenario([{ job: { status: 'RUNNING', progress: 0 } }]);
    assert.match((await open()).html, /<progress max="100" value="0">/);
  });

  it('says how many need attention, and why one cannot be asked', async () => {
    simulators.Production?.setScenario('forbidden');
    simulators.Test?.backups.add({ state: 'FAILED', startTime: new Date(), message: 'Full.' });
    const { jobs, title } = await open();
    assert.equal(title, '2 of 3 need attention – vCenter recovery');
    const [denied, ...more] = jobs.get('Production') ?? [];
    assert.deepEqual([denied?.look, more], ['fault', []]);
    assert.match(denied?.texts[0] ?? '', /is not authorized/);
    assert.equal(jobs.get('Test')?.[1]?.look, 'failed');
  });

  it('escapes all that comes from elsewhere', async () => {
    const startTime = new Date();
    simulators.Test?.backups.add({ state: 'FAILED', startTime, message: hostile });
    const { html } = await open();
    assert.doesNotMatch(html, /<script/);
    assert.match(html, /&lt;script&gt;alert\(&quot;1&quot;\)/);
  });

  it('loads nothing from elsewhere, runs nothing, and is not kept by browsers', async () => {
    const { response, html } = await open();
    assert.doesNotMatch(html, /https?:|url\(|@import|<(script|link|img|iframe)/);
    const policy = response.headers.get('content-security-policy');
    assert.equal(policy, "default-src 'none'; style-src 'unsafe-inline'");
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(html, /prefers-color-scheme: dark/);
  });

  it('answers several at once, each with all appliances', async () => {
    const pages = await Promise.all([open(), open(), open()]);
    for (const { jobs } of pages) assert.deepEqual([...jobs.keys()], names);
  });
});
