import assert from 'node:assert/strict';
import { type ProxyOptions, parseProxy, proxyUrlFor } from '../../../../src/appliance/http/proxy';
import { readSettings } from '../../../../src/appliance/settings/appliance-settings';

const credentials = { username: 'admin', password: 'secret' };
const proxy = 'http://proxy.example:3128';

function chosen(
  environment: Record<string, string>,
  config: Record<string, unknown> = {},
  options: ProxyOptions = {},
): string | undefined {
  const settings = readSettings({ config: { host: 'vc-a.lab.example', ...config }, credentials });
  return proxyUrlFor(settings, environment, options)?.url;
}

describe('The proxy of the environment, as the core http request node reads it', () => {
  const rows: [string, Record<string, string>, string | undefined][] = [
    ['none', {}, undefined],
    ['https_proxy', { https_proxy: proxy }, proxy],
    ['HTTPS_PROXY', { HTTPS_PROXY: proxy }, proxy],
    ['lower case before upper case', { https_proxy: proxy, HTTPS_PROXY: 'http://other:1' }, proxy],
    ['all_proxy', { all_proxy: proxy }, proxy],
    [
      'npm_config_https_proxy first',
      { npm_config_https_proxy: proxy, https_proxy: 'http://other:1' },
      proxy,
    ],
    ['http_proxy, which is for http only', { http_proxy: proxy }, undefined],
    ['excluded exactly', { https_proxy: proxy, no_proxy: 'vc-a.lab.example' }, undefined],
    ['excluded in another case', { https_proxy: proxy, NO_PROXY: 'VC-A.Lab.Example' }, undefined],
    ['excluded by suffix', { https_proxy: proxy, no_proxy: 'x.example,.lab.example' }, undefined],
    ['excluded by *suffix', { https_proxy: proxy, no_proxy: '*.lab.example' }, undefined],
    ['excluded by *', { https_proxy: proxy, no_proxy: '*' }, undefined],
    ['excluded with its port', { https_proxy: proxy, no_proxy: 'vc-a.lab.example:443' }, undefined],
    [
      'not excluded with another port',
      { https_proxy: proxy, no_proxy: 'vc-a.lab.example:444' },
      proxy,
    ],
    [
      'not excluded by a bare parent domain',
      { https_proxy: proxy, no_proxy: 'lab.example' },
      proxy,
    ],
    ['not excluded by an empty list', { https_proxy: proxy, no_proxy: ' , ' }, proxy],
    ['legacy mode: http_proxy serves https', { http_proxy: proxy, NR_PROXY_MODE: 'legacy' }, proxy],
    [
      'legacy mode: a part of the URL excludes',
      { http_proxy: proxy, no_proxy: 'lab', NR_PROXY_MODE: 'legacy' },
      undefined,
    ],
  ];
  for (const [title, environment, url] of rows) {
    it(title, () => assert.equal(chosen(environment), url));
  }

  it('an IPv6 address is excluded with its brackets', () => {
    const environment = { https_proxy: proxy, no_proxy: '[2001:db8::7]' };
    assert.equal(chosen(environment, { host: '2001:db8::7' }), undefined);
  });
  it("options of Node-RED's settings file hold", () => {
    const both = { https_proxy: proxy, HTTPS_PROXY: 'http://upper:1' };
    assert.equal(chosen(both, {}, { favourUpperCase: true }), 'http://upper:1');
    assert.equal(chosen({ HTTPS_PROXY: proxy }, {}, { lowerCaseOnly: true }), undefined);
    assert.equal(chosen({ npm_config_proxy: proxy }, {}, { excludeNpm: true }), undefined);
    assert.equal(chosen({}, {}, { env: { https_proxy: proxy } }), proxy);
  });
});

describe('The other proxy settings', () => {
  it('none: the environment does not count', () => {
    assert.equal(chosen({ https_proxy: proxy }, { proxyMode: 'none' }), undefined);
  });

  const node = (exclusions: string[]) =>
    proxyUrlFor(
      readSettings({
        config: { host: 'vc-a.lab.example', proxyMode: 'node' },
        credentials,
        proxy: { url: 'http://node:3128', exclusions },
      }),
      { https_proxy: proxy },
    )?.url;
  it('node: the proxy node counts, not the environment', () => {
    assert.equal(node([]), 'http://node:3128');
  });
  for (const exclusion of [
    'vc-a.lab.example',
    '.lab.example',
    '*.example',
    '*',
    'vc-a.lab.example:443',
  ]) {
    it(`node: excluded by ${exclusion}`, () => assert.equal(node([exclusion]), undefined));
  }
});

describe("A proxy's URL", () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const rows: [string, ReturnType<typeof parseProxy>][] = [
    ['http://proxy.example:3128', { secure: false, host: 'proxy.example', port: 3128 }],
    ['http://proxy.example', { secure: false, host: 'proxy.example', port: 80 }],
    ['https://proxy.example', { secure: true, host: 'proxy.example', port: 443 }],
    ['proxy.example:3128', { secure: true, host: 'proxy.example', port: 3128 }],
    ['http://[2001:db8::1]:3128', { secure: false, host: '2001:db8::1', port: 3128 }],
    [
      'http://u:p%40ss@proxy:1',
      { secure: false, host: 'proxy', port: 1, authorization: basic('u:p@ss') },
    ],
    [
      'http://u:100%@proxy:1',
      { secure: false, host: 'proxy', port: 1, authorization: basic('u:100%') },
    ],
    ['socks5://proxy:1080', undefined],
    ['http://', undefined],
  ];
  for (const [url, expected] of rows) {
    it(url, () => assert.deepEqual(parseProxy(url), expected));
  }
  it('credentials of the proxy node come first', () => {
    const { authorization } =
      parseProxy('http://u:p@proxy:1', { username: 'v', password: 'q' }) ?? {};
    assert.equal(authorization, basic('v:q'));
  });
});
