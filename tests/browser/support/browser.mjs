// How the system's Chromium is started, for the tests and for the bench.

const isRoot = process.getuid?.() === 0;

/** Launch options of Playwright. `CHROMIUM` names another browser. */
export const launchOptions = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  // Chromium's sandbox refuses to start as root, and only then does it go: without this line Playwright
  // switches it off for everyone.
  chromiumSandbox: !isRoot,
  args: [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
