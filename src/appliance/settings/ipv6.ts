const group = /^[0-9a-f]{1,4}$/i;
const byte = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
/** Names of interfaces have underscores too, which Node's own check does not accept. */
const zoneId = /^[\w.-]+$/;

/** The most groups of an address; `::` stands for one or more of them. */
const allGroups = 8;

function isIPv4(text: string): boolean {
  const bytes = text.split('.');
  return bytes.length === 4 && bytes.every((part) => byte.test(part));
}

/** @returns how many groups a part without `::` has, or undefined where one of them is none. */
function groupsIn(part: string, mayEndInIPv4: boolean): number | undefined {
  if (part === '') return 0;
  const groups = part.split(':');
  const last = groups.at(-1) ?? '';
  // An IPv4 address stands for the last two groups (RFC 4291, 2.2).
  const isMixed = mayEndInIPv4 && isIPv4(last);
  const hexadecimal = isMixed ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((text) => group.test(text))) return undefined;
  return hexadecimal.length + (isMixed ? 2 : 0);
}

/**
 * `isIPv6` of `node:net` for the browser as well. It splits instead of matching the address as a
 * whole: no expression here meets a text in more than one way.
 *
 * @returns whether this is an IPv6 address (RFC 4291, 2.2), with or without a zone id (RFC 4007, 11).
 */
export function isIPv6(text: string): boolean {
  const [address = '', zone, ...others] = text.split('%');
  if (others.length > 0 || (zone !== undefined && !zoneId.test(zone))) return false;
  const [before = '', after, ...more] = address.split('::');
  if (more.length > 0) return false;
  const first = groupsIn(before, after === undefined);
  const second = groupsIn(after ?? '', true);
  if (first === undefined || second === undefined) return false;
  return after === undefined ? first === allGroups : first + second < allGroups;
}
