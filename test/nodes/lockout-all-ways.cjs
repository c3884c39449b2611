// Loaded by `npm run test:lockout`.
process.env.LOCKOUT_WAYS = 'all';
