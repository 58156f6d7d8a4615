// What every journey starts from: a site of the worker's own, and pages that may not break the policy or throw.
//
//   import { expect, test } from './support/fixture.mjs';
//   test('…', async ({ page, site }) => { await page.goto(site.url); … });
//   test('…', async ({ site, visit }) => { const { page, context } = await visit({ javaScriptEnabled: false }); … });
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

  /** Watches over every page of a browser context until the test is over. */
  watch: async ({ site, mayThrow }, use) => {
    const thrown = [];
    const refused = [];
    await use((context) => {
      context.on('weberror', (error) => thrown.push(error.error().message));
      // Reports reach the server late or never when a page closes; the console has them at once.
      context.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) refused.push(message.text());
        if (/panicked at/.test(message.text())) thrown.push(message.text());
      });
    });
    expect([...refused, ...site.violations], 'nothing breaks the content policy').toEqual([]);
    if (!mayThrow) expect(thrown, 'nothing throws').toEqual([]);
  },

  watched: [async ({ context, watch }, use) => {
    watch(context);
    await use();
  }, { auto: true }],

  /** Opens a browser context of its own with these options and a page in it, watched as the first one is. */
  visit: async ({ browser, watch }, use) => {
    const contexts = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context);
      return { context, page: await context.newPage() };
    });
    for (const context of contexts) await context.close();
  },
});
