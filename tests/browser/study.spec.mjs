// Looking things up and learning over days: the law desk, the search, tests before and after, review, notes, certificate.
import { expect, test } from './support/fixture.mjs';
import { ALL_LESSONS, BROWSER_LOCALE, KHMER, LOCALES, PARTS, phrase } from './support/handbook.mjs';
import { events, go, keeping, live, open, recorded, stored } from './support/journey.mjs';

const LAST = PARTS.at(-1);

/** Answers the item in view: the keyed options, or the first one. */
async function answer(item, { key, sure }) {
  const kind = await item.getAttribute('data-kind');
  const id = await item.getAttribute('data-item');
  const known = ALL_LESSONS.flatMap((lesson) => lesson.items).find((it) => it.id === id);
  if (kind === 'judgement') {
    await item.locator('.scale input').nth(key ? known.range.low - known.scale.min : 0).check();
  } else if (kind === 'matching') {
    for (const pair of known.pair) await item.locator('select').nth(known.pair.indexOf(pair)).selectOption(key ? pair.id : known.pair[0].id);
  } else if (kind === 'ordering') {
    for (const [place, step] of known.step.entries()) {
      if (!key) break;
      const row = item.locator(`[data-step="${step.id}"]`);
      const at = async () => item.locator('[data-step]').evaluateAll((all, id) => all.findIndex((it) => it.dataset.step === id), step.id);
      for (let now = await at(); now > place; now = await at()) {
        await row.locator('[data-way="up"]').click();
        await expect.poll(at).toBe(now - 1);
      }
    }
  } else {
    for (const option of known.option.filter((it) => (key ? it.key : !it.key)).slice(0, kind === 'multiple' ? undefined : 1)) {
      await item.locator(`[data-option="${option.id}"]`).check();
    }
  }
  if (sure) await item.locator(`input[value="${sure}"]`).check();
}

/** Sits a test from its first page to its result. */
async function sit(page, key) {
  await page.locator('main [data-action="start"]').click();
  for (;;) {
    const item = page.locator('main [data-item]');
    await expect(item).toBeVisible();
    const id = await item.getAttribute('data-item');
    await expect(page.locator('[data-feedback], [data-action="check"]'), 'nothing is said before the end').toHaveCount(0);
    await answer(item, { key });
    if (await page.locator('[data-action="hand-in"]').count()) break;
    await page.locator('main [data-action="next"]').click();
    await expect(page.locator(`[data-item="${id}"]`)).toHaveCount(0);
  }
  await page.locator('[data-action="hand-in"]').click();
  return Number(await page.locator('[data-score]').getAttribute('data-score'));
}

test('from a species to the offences that ask for its class, and two of them side by side', async ({ page, site }) => {
  await open(page, `${site.url}#/desk`);
  await page.locator('.tools a[href="#/desk/species"]').click();
  await page.locator('a[href="#/desk/species/sunda-pangolin"]').click();
  await expect(page.locator('main h1')).toContainText('pangolin');
  await page.locator('main a[href="#/desk/offences/fl-98-10"]').click();
  await expect(page.locator('main')).toContainText(phrase('entry-points', 'en'));
  await expect(page.locator('main .callout[data-kind="caution"]'), 'what must be checked stands on the page').toBeVisible();
  await expect(page.locator('[data-figure="range"]')).toBeVisible();
  await page.locator('.title__running a[href="#/desk/offences"]').click();
  const rows = page.locator('[data-offence]');
  await expect(rows.first()).toBeVisible();
  const all = await rows.count();
  expect(all).toBeGreaterThanOrEqual(56);
  await page.locator('[data-filter="class"]').selectOption('rare');
  await page.locator('[data-filter="act"]').selectOption('transport');
  await expect(page.locator('[data-offence="fl-96-17"]')).toBeVisible();
  await expect(page.locator('[data-offence="fl-98-12"]'), 'endangered only').toHaveCount(0);
  expect(await rows.count()).toBeLessThan(all);
  await page.locator('[data-compare="fl-96-17"]').check();
  await page.locator('[data-action="clear"]').click();
  await expect(rows).toHaveCount(all);
  await page.locator('[data-compare="fl-98-10"]').check();
  await expect(page.locator('[data-block="compare"] thead th')).toHaveCount(2);
  await page.goBack();
  await page.goForward();
  await expect(page.locator('[data-block="compare"] thead th'), 'what was picked is still there').toHaveCount(2);
});

test('a dialog over a lesson leads on to the page of the desk', async ({ page, site }) => {
  await open(page, `${site.url}#/lesson/class-and-verb`);
  await page.locator('article a[href="#entry-offence-fl-98-12"]').first().click();
  await page.locator('dialog[open] a[href="#/desk/offences/fl-98-12"]').click();
  await expect(page.locator('main[data-page="desk"] h1')).toBeVisible();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('main a[href="#/lesson/class-and-verb"]'), 'and back to the lessons that speak of it').toBeVisible();
});

test('a part is tested, read and tested again, and the gain is shown', async ({ page, site }) => {
  await open(page, `${site.url}#/tests`);
  await page.locator(`[data-test="${LAST.id}"] td a`).first().click();
  const before = await sit(page, false);
  await expect(page.locator('main [data-item]'), 'the same questions come again, so no key is shown yet').toHaveCount(0);
  for (const id of LAST.lessons) {
    await go(page, `#/lesson/${id}`);
    for (const section of await page.locator('section[data-section]').all()) {
      await section.evaluate((it) => { it.scrollIntoView({ block: 'end' }); window.scrollBy(0, 40); });
      const name = await section.getAttribute('data-section');
      await expect.poll(async () => (await events(page)).some((it) => it['section-read']?.section === name)).toBe(true);
    }
  }
  await go(page, `#/test/${LAST.id}/after`);
  const after = await sit(page, true);
  expect(after).toBeGreaterThan(before);
  expect(after).toBe(100);
  await expect(page.locator('[data-gain]')).toBeVisible();
  await expect(page.locator('main [data-item] [data-feedback]').first(), 'now every answer is explained').toBeVisible();
  await go(page, '#/record');
  await expect(page.locator('[data-block="tests"] tbody tr')).toHaveCount(1);
});

test('a test that was left goes on where it was, with what was answered', async ({ page, site }) => {
  await open(page, `${site.url}#/test/the-trade/before`);
  await page.locator('main [data-action="start"]').click();
  const first = await page.locator('main [data-item]').getAttribute('data-item');
  await answer(page.locator('main [data-item]'), { key: true });
  await page.locator('main [data-action="next"]').click();
  await expect(page.locator(`[data-item="${first}"]`)).toHaveCount(0);
  const second = await page.locator('main [data-item]').getAttribute('data-item');
  await page.reload();
  await live(page);
  await expect(page.locator(`main [data-item="${second}"]`)).toBeVisible();
  await page.locator('[data-action="previous"]').click();
  await expect(page.locator(`main [data-item="${first}"]`)).toBeVisible();
  await expect(page.locator('main [data-item] input:checked').first()).toBeVisible();
});

test('what was answered comes back when it is due, and an answer can be taken back', async ({ page, site }) => {
  await page.clock.install({ time: new Date('2026-11-20T08:00:00') });
  await open(page, `${site.url}#/lesson/class-and-verb`);
  const items = page.locator('article [data-item]:is([data-kind="single"], [data-kind="vignette"])');
  for (const id of (await items.evaluateAll((all) => all.map((it) => it.dataset.item))).slice(0, 6)) {
    const item = page.locator(`[data-item="${id}"]`);
    await answer(item, { key: false, sure: 'certain' });
    await item.locator('[data-action="check"]').click();
    await expect(item.locator('[data-feedback]')).toBeVisible();
  }
  await go(page, '#/');
  await expect(page.locator('[data-notice="review"]'), 'nothing is due on the same day').toHaveCount(0);
  await page.clock.setFixedTime(new Date('2026-11-22T08:00:00'));
  await page.reload();
  await live(page);
  await page.locator('[data-notice="review"] a').click();
  await expect(page.locator('[data-due]')).toHaveAttribute('data-due', '6');
  await page.locator('input[name="review-size"][value="5"]').check();
  await page.locator('main [data-action="start"]').click();
  const item = page.locator('main [data-item]');
  const attempts = async () => (await events(page)).filter((it) => it['item-answered']).length;
  for (let done = 0; done < 5; done += 1) {
    await expect(item).toBeVisible();
    const id = await item.getAttribute('data-item');
    await answer(item, { key: done > 0, sure: 'fairly' });
    await item.locator('[data-action="check"]').click();
    await expect(item.locator('[data-feedback]')).toBeVisible();
    if (done === 0) {
      await expect(item.locator('[data-action="again"]'), 'one answer counts').toHaveCount(0);
      await page.locator('[data-action="undo"]').click();
      await expect(item.locator('[data-action="check"]')).toBeVisible();
      await expect(page.locator(`main [data-item="${id}"]`)).toBeVisible();
      expect((await events(page)).filter((it) => it['answer-withdrawn'])).toHaveLength(1);
      await answer(item, { key: true, sure: 'certain' });
      await item.locator('[data-action="check"]').click();
      await expect(item.locator('[data-feedback="correct"]')).toBeVisible();
    }
    await page.locator('main [data-action="next"]').click();
  }
  await expect(page.locator('[data-block="calibration"]'), 'a look at oneself').toBeVisible();
  await expect(page.locator('[data-block="forecast"]')).toBeVisible();
  expect(await attempts()).toBe(12);
  await go(page, '#/');
  await expect(page.locator('[data-notice="review"]')).toBeVisible();
});

for (const locale of LOCALES) {
  test(`the search answers while one types, in both scripts, by keyboard alone (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
    await open(page, site.url);
    await page.keyboard.press('/');
    await expect(page.locator('#search-field')).toBeFocused();
    await page.keyboard.type('banteng');
    const results = page.locator('[data-result]');
    await expect(results.first()).toContainText(/banteng/i);
    await expect(results.first().locator('mark').first()).toHaveText(/banteng/i);
    await page.locator('#search-field').fill('ភស្តុតាង');
    await expect(results.first()).toContainText(KHMER);
    await expect(results, 'the first ones at once, the others right after').toHaveCount(10);
    // The same word with a break that can't be seen, and with the sign that some write.
    await page.locator('#search-field').fill('ភ័ស្តុ\u200bតាង');
    await expect(results).toHaveCount(10);
    await expect(results.first()).toContainText('ភស្តុតាង');
    await page.locator('#search-field').fill('qqqq');
    await expect(page.locator('main [role="status"]')).toHaveText(phrase('search-nothing', locale));
    await page.locator('#search-field').fill('snare');
    await expect(results.first()).toBeVisible();
    await page.locator('#search-field').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = await results.nth(1).locator('a').getAttribute('href');
    await page.keyboard.press('Enter');
    if (second.startsWith('#/')) await expect(page).toHaveURL(new RegExp(`${second}$`));
    else await expect(page.locator('dialog[open]')).toBeVisible();
  });
}

test('a search can be shared and gone back to, and its key can be turned off', async ({ page, site }) => {
  await open(page, `${site.url}#/search?q=chain%20of%20custody`);
  await expect(page.locator('[data-result]').first()).toContainText('chain of custody');
  await go(page, '#/settings');
  await page.locator('input[name="search-key"]').nth(1).check();
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await page.waitForTimeout(200);
  await expect(page.locator('main[data-page="settings"]')).toBeVisible();
});

test('a passage is marked, a note is written, changed, exported and thrown away', async ({ page, site }) => {
  await open(page, `${site.url}#/lesson/class-and-verb`);
  const select = (place) => page.evaluate((index) => {
    const words = document.querySelectorAll('article[data-lesson] section[data-section] .para p, article[data-lesson] section[data-section] > p')[index];
    words.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.selectNodeContents(words);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return words.textContent.slice(0, 12);
  }, place);
  const first = await select(0);
  await page.locator('.offer [data-action="mark"]').click();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('note')?.size)).toBe(1);
  await select(1);
  await page.locator('.offer [data-action="note"]').click();
  await page.locator('#note-words').fill('Ask the ministry.\nភស្តុតាង');
  await page.locator('dialog [data-action="save"]').click();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('note')?.size)).toBe(2);
  await page.reload();
  await live(page);
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('note')?.size), 'it is shown again').toBe(2);
  await go(page, '#/notes');
  const notes = page.locator('[data-note]');
  await expect(notes).toHaveCount(2);
  await expect(notes.first()).toContainText(first.trim());
  await notes.nth(1).locator('[data-action="edit"]').click();
  await page.locator('#note-words').fill('Changed.');
  await page.locator('dialog [data-action="save"]').click();
  await expect(notes.nth(1)).toContainText('Changed.');
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="download-notes"]').click()]);
  expect(file.suggestedFilename()).toMatch(/^kouprey-notes-\d{4}-\d\d-\d\d\.md$/);
  await notes.first().locator('[data-action="remove"]').click();
  await expect(notes).toHaveCount(1);
  expect(Object.values(await stored(page)).some((text) => text.includes('note-removed'))).toBe(true);
});

test('the certificate says what is missing, and once nothing is, what it certifies', async ({ site, visit }) => {
  const sections = ALL_LESSONS.flatMap((lesson) => lesson.en.sections.map((it) => ({ 'section-read': { lesson: lesson.id, section: it.id } })));
  const { page } = await visit({ storageState: keeping(site, recorded(sections.slice(0, -1))) });
  await open(page, `${site.url}#/certificate`);
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
  await expect(page.locator('main li')).toHaveCount(2);
  const whole = [
    ...sections,
    { 'test-began': { sitting: 'journey1-500', when: 'after', items: ['imp-01', 'law-01'] } },
    { 'test-answered': { sitting: 'journey1-500', item: 'imp-01', meaning: 1, response: { chosen: ['x'] }, outcome: 'correct', seed: '0000000000000001' } },
    { 'test-ended': { sitting: 'journey1-500' } },
  ];
  const done = await visit({ storageState: keeping(site, recorded(whole)) });
  await open(done.page, `${site.url}#/certificate`);
  const paper = done.page.locator('[data-certificate]');
  await expect(paper).toContainText(phrase('certificate-honest', 'en'));
  await expect(paper).toContainText(String(ALL_LESSONS.length));
  await done.page.emulateMedia({ media: 'print' });
  await expect(paper).toBeVisible();
  await expect(done.page.locator('.masthead__nav')).toBeHidden();
  await expect(done.page.locator('main .button').first()).toBeHidden();
});
