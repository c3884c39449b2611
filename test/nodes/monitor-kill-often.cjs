// For `npm run test:kill`: as often as it takes to hit the moments in between as well.
process.env.MONITOR_KILLS ??= '10';
