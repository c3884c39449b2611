// Lets the test of late backups have each zone and each story, as "npm run test:late" does.
process.env.LATE = 'all';
