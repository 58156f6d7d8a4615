// Journeys through the release site in dist/, in the system's Chromium. `cargo handbook test --only browser` runs them.
import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.mjs',
  globalSetup: './support/roads.mjs',
  // No web server here: each worker starts its own (support/fixture.mjs), so that one test's faults are nobody else's.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try has found something; it fails.
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions,
    locale: 'en-GB',
    // What the worker keeps would hide what a host fails to send; the test of the network off lets it in.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
  },
});
