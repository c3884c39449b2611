/** Who the stand-in is, in whatever it says of itself. */
export const identity = {
  name: 'vc-a.lab.example',
  version: '8.0.2.00100',
  versionName: '8.0 U2',
  build: '23319993',
} as const;
