/** Who the stand-in is, in whatever it says of itself. */
export const identity = {
  name: 'vc-a.lab.example',
  version: '8.0.2.00100',
  versionName: '8.0 U2',
  build: '23319993',
} as const;

/** The other appliances of the same single sign-on domain: one that is up and one that is not. */
export const partners = { present: 'vc-b.lab.example', absent: 'vc-c.lab.example' } as const;
