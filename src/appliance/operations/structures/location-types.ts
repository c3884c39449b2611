/** How a location can be reached, as the API names it; also the schemes of their URIs. */
export const locationTypes = ['FTP', 'HTTP', 'FTPS', 'HTTPS', 'SCP', 'SFTP', 'NFS', 'SMB'] as const;
