/** How a location can be reached, as the API names it; also the scheme of its URI. */
export const locationTypes = ['FTP', 'HTTP', 'FTPS', 'HTTPS', 'SCP', 'SFTP', 'NFS', 'SMB'] as const;
