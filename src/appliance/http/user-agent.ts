/** The `User-Agent` of every request. `#package` is this package's package.json. */
const { name, version } = require('#package') as { name: string; version: string };

export const userAgent = `${name.replace(/^@[^/]+\//, '')}/${version}`;
