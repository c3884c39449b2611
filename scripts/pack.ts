/** Packs and installs what has been built, before tests that need it begin in several processes. */
import { packOnce } from './packed-package';

packOnce().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
