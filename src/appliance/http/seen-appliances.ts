/**
 * The servers, as `host:port`, that have answered as an appliance does: with an error of vAPI, or well
 * to anything but a sign-in. What answers otherwise may be a plain web server or another product, and
 * is reported as such.
 */
export type SeenAppliances = Set<string>;

/** Those of this process: a second config node, or a deploy, asks the same server. */
export const seenAppliances: SeenAppliances = new Set();
