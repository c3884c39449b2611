/** How to connect to an appliance: `api` uses the newer dialect, the others the older `/rest`. */
export const connections = ['api', 'rest', 'management'] as const;

export type Connection = (typeof connections)[number];
