// Lets the test of a fleet have 200 appliances, as "npm run test:fleet" does.
process.env.FLEET = 'whole';
