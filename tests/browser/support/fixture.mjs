// What every journey starts from: a site of the worker's own, and a page that may not break the policy or throw.
//
//   import { expect, test } from './support/fixture.mjs';
//   test('…', async ({ page, site }) => { await page.goto(site.url); … });
import { test as base, expect } from '@playwright/test';
import { startSite } from './server.mjs';

export { expect };

export const test = base.extend({
  /** A server for this worker; its faults and lists are cleared before each test. */
  server: [async ({}, use) => {
    const server = await startSite();
    await use(server);
    await server.close();
  }, { scope: 'worker' }],

  site: async ({ server }, use) => {
    server.clear();
    await use(server);
  },

  /** Whether uncaught errors of the page fail the test: not in a test that breaks things on purpose. */
  mayThrow: [false, { option: true }],

  watched: [async ({ page, site, mayThrow }, use) => {
    const thrown = [];
    const refused = [];
    page.on('pageerror', (error) => thrown.push(error.message));
    // Reports reach the server late or never when a page closes; the console has them at once.
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    await use();
    expect([...refused, ...site.violations], 'nothing breaks the content policy').toEqual([]);
    if (!mayThrow) expect(thrown, 'nothing throws').toEqual([]);
  }, { auto: true }],
});
