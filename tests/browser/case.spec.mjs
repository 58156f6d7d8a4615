// Beans and beams, played: decisions, exhibits, feedback, going back, the debrief, another road.
import { expect, test } from './support/fixture.mjs';
import { BROWSER_LOCALE, CASE, KHMER, LOCALES, beginning, phrase, trailTo, walk } from './support/handbook.mjs';
import { decide, events, focused, go, keeping, numberOf, numeral, open, play, played, recorded, tabTo } from './support/journey.mjs';

const ROUTE = `#/case/${CASE.id}`;
const CHAIN = trailTo('the-chain');
const LEAK = trailTo('the-leak');
const ALL = CASE.node.length;

const openCase = (page, site) => open(page, `${site.url}${ROUTE}`);
const exhibits = (page) => page.locator('li[data-exhibit]').evaluateAll((tabs) => tabs.map((tab) => tab.dataset.exhibit));
const choices = (page) => page.locator('button[data-choice]').evaluateAll((all) => all.map((it) => it.dataset.choice));

/** Whether the words of a choice name a consequence of that kind. */
const costs = (kind, trail) => walk(trail).state.took.filter((it) => CASE.en.notes[it.replace('.', '-')].includes(kind)).length;

for (const locale of LOCALES) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale: BROWSER_LOCALE[locale] });

    test(`the road to "The chain" gives feedback after every decision and lets the file grow (${locale})`, async ({ page, site }) => {
      await openCase(page, site);
      await expect(page.locator('main[data-page="case"] h1')).toHaveText(CASE[locale].title);
      await page.locator('[data-action="start"]').click();
      for (const [index, choice] of CHAIN.entries()) {
        const { node, offered } = walk(CHAIN.slice(0, index));
        await expect(page.locator('[data-case]')).toHaveAttribute('data-node', node);
        await expect(page.locator('#node-title')).toContainText(beginning(CASE[locale].titles[node]));
        expect((await choices(page)).sort()).toEqual([...offered].sort());
        for (const id of offered) {
          await expect(page.locator(`[data-choice="${id}"]`)).toContainText(beginning(CASE[locale].choices[`${node}-${id}`]));
        }
        await expect(page.locator('[data-feedback]:visible'), 'nothing is told before the decision').toHaveCount(0);

        await decide(page, choice);
        await expect(page.locator('.verdict [data-feedback]')).toBeVisible();
        await expect(page.locator('.verdict .ground[data-kind="ground"]'), 'every verdict has its ground').toBeVisible();
        await expect(page.locator('#node-title'), 'the feedback names what was decided')
          .toContainText(beginning(CASE[locale].choices[`${node}-${choice}`]));
        expect((await focused(page)).id).toBe('node-title');
        if (index + 1 < ALL) expect((await exhibits(page)).sort()).toEqual(walk(CHAIN.slice(0, index + 1)).exhibits.sort());
        await page.locator('[data-action="next"]').click();
      }
      await expect(page.locator('[data-debrief]')).toHaveAttribute('data-ending', 'the-chain');
      expect((await events(page)).filter((it) => it['playthrough-ended'])).toHaveLength(1);
    });

    test(`the road to "The leak" keeps its feedback for the end when asked to (${locale})`, async ({ page, site }) => {
      await openCase(page, site);
      await page.locator('input[name="feedback"][value="at-the-end"]').check();
      await page.locator('[data-action="start"]').click();
      for (const [index, choice] of LEAK.entries()) {
        await expect(page.locator('[data-case]')).toHaveAttribute('data-node', walk(LEAK.slice(0, index)).node);
        await expect(page.locator('[data-feedback]')).toHaveCount(0);
        await expect(page.locator('.verdict')).toHaveCount(0);
        await decide(page, choice);
      }
      await expect(page.locator('[data-debrief]')).toHaveAttribute('data-ending', 'the-leak');
      await expect(page.locator('[data-debrief] h1')).toHaveText(CASE[locale].titles['the-leak']);
      await expect(page.locator('.turn__ground').first(), 'the grounds are told now').not.toBeEmpty();
    });

    for (const [ending, trail] of [['the-chain', CHAIN], ['the-leak', LEAK]]) {
      test(`the debrief of "${ending}" shows road, turning points, dimensions, weight and nullity (${locale})`, async ({ site, visit }) => {
        const { page } = await visit({ storageState: keeping(site, recorded(played(trail, { ending }))) });
        await openCase(page, site);
        const debrief = page.locator(`[data-debrief][data-ending="${ending}"]`);
        await expect(debrief.locator('h1')).toHaveText(CASE[locale].titles[ending]);

        const road = debrief.locator('svg.road--wide');
        await expect(road).toBeVisible();
        await expect(road.locator('.road__disc[data-state="taken"]')).toHaveCount(ALL);
        await expect(road.locator('.road__disc')).toHaveCount(CASE.node.reduce((sum, node) => sum + node.choice.length, 0));
        await expect(road.locator('.road__end')).toHaveCount(CASE.ending.length);
        await expect(road.locator('.road__end[data-state="here"]')).toHaveCount(1);
        const names = (await road.locator('text').allTextContents()).join(' ');
        const others = CASE.ending.filter((it) => it.id !== ending);
        for (const { id } of others) expect(names, 'an ending that was not found keeps its name').not.toContain(CASE[locale].titles[id]);

        const list = debrief.locator('figure details');
        await list.locator('summary').click();
        await expect(list.locator('tbody tr')).toHaveCount(ALL);
        for (const [index, choice] of trail.entries()) {
          const node = walk(trail).nodes[index];
          await expect(list.locator('tbody tr').nth(index)).toContainText(beginning(CASE[locale].choices[`${node}-${choice}`]));
        }
        // What was still possible narrows down to what came.
        await expect(list.locator('tbody tr').last().locator('td').nth(2)).toHaveText(CASE[locale].titles[ending]);

        const turns = debrief.locator('.turn');
        expect(await turns.count()).toBeGreaterThan(0);
        expect(await road.locator('.road__turn').count()).toBe(await turns.count());
        for (const turn of await turns.all()) await expect(turn.locator('.turn__ground')).not.toBeEmpty();

        const rows = await debrief.locator('.dims__row b').allTextContents();
        const { moved } = walk(trail).state;
        const order = ['law', 'evidence', 'rights', 'network', 'welfare', 'time'];
        expect(rows.map(numberOf)).toEqual(order.map((name) => moved[name] ?? 0));

        for (const kind of ['weight', 'nullity']) {
          const ledger = debrief.locator(`[data-ledger="${kind}"]`);
          await expect(ledger).toHaveCount(1);
          // One entry a cost, or the one line that says there is none.
          await expect(ledger.locator('li:has(small)')).toHaveCount(costs(kind, trail));
          await expect(ledger.locator('li')).toHaveCount(Math.max(1, costs(kind, trail)));
        }
        await expect(debrief.locator('[data-ledger] [data-ledger]'), 'weight and nullity stand apart').toHaveCount(0);
        if (locale === 'km') expect(await debrief.locator('h2').allTextContents()).toEqual(expect.not.arrayContaining([expect.not.stringMatching(KHMER)]));
      });
    }

    test(`another road from a decision leaves both in the record, each with its ending in words (${locale})`, async ({ site, visit }) => {
      const first = recorded(played(CHAIN, { ending: 'the-chain', feedback: 'at-the-end' }));
      const { page } = await visit({ storageState: keeping(site, { ...first, 'kouprey.preferences': '{"feedback":"at-the-end"}' }) });
      await openCase(page, site);
      await expect(page.locator('[data-ending="the-chain"]')).toBeVisible();

      const from = 3;
      await page.locator('figure details summary').click();
      await page.locator('figure details tbody tr').nth(from).locator('[data-action="back"]').click();
      await expect(page.locator('[data-case]')).toHaveAttribute('data-node', walk(CHAIN.slice(0, from)).node);
      const other = trailTo('follow-the-beams');
      expect(other.slice(0, from), 'both roads share their beginning').toEqual(CHAIN.slice(0, from));
      for (const choice of other.slice(from)) await decide(page, choice);
      await expect(page.locator('[data-ending="follow-the-beams"]')).toBeVisible();
      await expect(page.locator('svg.road--wide .road__disc[data-state="before"]'), 'the first road is drawn beside this one').toHaveCount(1);
      await expect(page.locator('svg.road--wide .road__end[data-state="found"]')).toHaveCount(1);

      const began = (await events(page)).flatMap((it) => it['playthrough-began'] ?? []);
      expect(began.map((it) => it.trail)).toEqual([[], CHAIN.slice(0, from)]);
      await go(page, '#/record');
      const cells = page.locator('[data-block="cases"] tbody td');
      await expect(cells.nth(1)).toHaveText(numeral(2, locale));
      await expect(cells.nth(2)).toHaveText(phrase('record-of', locale).replace('{0}', numeral(2, locale)).replace('{1}', numeral(6, locale)));
      const roads = page.locator('[data-block="roads"] tbody tr');
      await expect(roads).toHaveCount(2);
      const titles = CASE[locale].titles;
      await expect(roads.locator('td:last-child')).toHaveText([titles['follow-the-beams'], titles['the-chain']]);
    });
  });
}

test('the bank ledger comes into the file with the decision that asks for it, and goes when that is undone', async ({ page, site }) => {
  await openCase(page, site);
  await page.locator('[data-action="start"]').click();
  expect(await exhibits(page)).toEqual(['e1', 'e2', 'e3']);
  await decide(page, 'freeze', { read: true });
  await decide(page, 'beams', { read: true });
  expect(await exhibits(page)).not.toContain('e10');

  await decide(page, 'preserve', { read: true });
  const ledger = page.locator('li[data-exhibit="e10"]');
  await expect(ledger).toHaveAttribute('data-state', 'new');
  await ledger.getByRole('button').click();
  const paper = page.locator('article[data-exhibit="e10"]');
  await expect(paper.locator('h3')).toHaveText(CASE.en.titles['e10-ledger']);
  expect((await paper.innerText()).length, 'an exhibit can be read as a document').toBeGreaterThan(300);

  await page.locator('[data-action="back"]').click();
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'enquiries');
  await expect(ledger).toHaveCount(0);
  await decide(page, 'deliver', { read: true });
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'custody');
  await expect(ledger).toHaveCount(0);
});

test('the same exhibit reads differently after a different search', async ({ page, site }) => {
  await openCase(page, site);
  await page.locator('[data-action="start"]').click();
  await decide(page, 'freeze', { read: true });
  const record = async (choice) => {
    await decide(page, choice, { read: true });
    await page.locator('li[data-exhibit="e4"]').getByRole('button').click();
    await expect(page.locator('article[data-exhibit="e4"]')).toBeVisible();
    const said = { state: await page.locator('li[data-exhibit="e4"]').getAttribute('data-state'), words: await page.locator('article[data-exhibit="e4"]').innerText() };
    await page.locator('[data-action="back"]').click();
    await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'search');
    return said;
  };
  const [heap, beams] = [await record('heap'), await record('beams')];
  expect(heap.state).toBe('weak');
  expect(beams.state).toBe('sound');
  expect(heap.words).not.toBe(beams.words);
});

test('a decision can be taken back from its feedback and from the next decision', async ({ page, site }) => {
  await openCase(page, site);
  await page.locator('[data-action="start"]').click();
  await expect(page.locator('[data-action="back"]'), 'there is nothing to take back yet').toHaveCount(0);
  const order = await choices(page);
  await decide(page, 'press');
  await page.locator('.verdict ~ .cluster [data-action="back"]').click();
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'call');
  expect(await choices(page), 'the choices stand where they stood').toEqual(order);

  await decide(page, 'wait', { read: true });
  await decide(page, 'beams', { read: true });
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'enquiries');
  await page.locator('[data-action="back"]').click();
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'search');
  await page.locator('[data-action="back"]').click();
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'call');
  expect((await events(page)).filter((it) => it['stepped-back'])).toHaveLength(3);
  await go(page, '#/record');
  await expect(page.locator('[data-block="roads"] tbody tr'), 'going back begins no new road').toHaveCount(1);
});

test('a decision is taken by keyboard alone, and deciding nothing gets a prompt', async ({ page, site }) => {
  await openCase(page, site);
  await tabTo(page, '[data-action="start"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('#node-title')).toBeFocused();
  await tabTo(page, '[data-action="next"]');
  await expect(page.locator('[data-action="next"]')).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.locator('section:not(.desk__file) > [role="alert"]')).toHaveText(phrase('case-decide-first', 'en'));
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'call');

  await tabTo(page, '[data-choice="freeze"]', { back: true });
  await page.keyboard.press('Space');
  await expect(page.locator('[data-choice="freeze"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-choice="freeze"]')).toBeFocused();
  await expect(page.locator('section:not(.desk__file) > [role="alert"]')).toBeEmpty();
  await tabTo(page, '[data-action="next"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('.verdict [data-feedback="correct"]')).toBeVisible();
  await tabTo(page, '[data-action="next"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'search');
  await expect(page.locator('#node-title')).toBeFocused();

  await tabTo(page, 'li[data-exhibit="e2"] button');
  await page.keyboard.press('Enter');
  await expect(page.locator('article[data-exhibit="e2"]')).toBeFocused();
});

test('choices are shuffled for each playthrough and then keep their order', async ({ page, site }) => {
  await openCase(page, site);
  await page.locator('[data-action="start"]').click();
  const first = await choices(page);
  await page.reload();
  await expect(page.locator('[data-node="call"]')).toBeVisible();
  expect(await choices(page), 'the order holds over a reload').toEqual(first);
  // Of 24 orders, four times the authored one would be chance in one of 330,000 runs.
  const seen = [first.join()];
  while (seen.length < 4) {
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.locator('[data-action="start"]').click();
    await expect(page.locator('[data-node="call"]')).toBeVisible();
    seen.push((await choices(page)).join());
  }
  const authored = CASE.node[0].choice.map((it) => it.id).join();
  expect(seen.filter((order) => order !== authored)).not.toEqual([]);
});

test('the custody clock runs in custody and shows how many hours are left', async ({ page, site }) => {
  await openCase(page, site);
  await play(page, ['freeze', 'beams', 'preserve']);
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'custody');
  await expect(page.locator('.clock')).toHaveAttribute('data-state', 'running');
  // 48 hours less the 31 that the case says have passed.
  await expect(page.locator('.clock__left')).toContainText('17');
  await decide(page, 'hear', { read: true });
  await expect(page.locator('.clock')).toHaveCount(0);
});
