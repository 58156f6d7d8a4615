// What was done is kept: over a closed browser, a change of language, a download; and it goes only when it is told to.
import { chromium } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';
import { expect, test } from './support/fixture.mjs';
import { ALL_LESSONS, BROWSER_LOCALE, CASE, KHMER, LESSONS, LOCALES, beginning, phrase, trailTo, walk } from './support/handbook.mjs';
import {
  decide, download, events, go, keeping, live, numeral, open, play, played, recorded, speak, stored,
} from './support/journey.mjs';

const [ANIMAL, HOURS] = LESSONS;
const ONE_OF_EACH = ['single', 'multiple', 'ordering', 'matching', 'vignette', 'judgement']
  .map((kind) => LESSONS.flatMap(({ id, items }) => items.map((item) => ({ lesson: id, ...item }))).find((it) => it.kind === kind));

const itemAt = (page, { id }) => page.locator(`[data-item="${id}"]`);
const home = (page) => page.locator('main[data-page="home"]');
const resume = (page) => home(page).locator('.resume');

/** A browser with a profile on the disk, which can be closed and started again. */
function browserOf(info, locale) {
  return async () => {
    const context = await chromium.launchPersistentContext(info.outputPath('profile'), { ...launchOptions, locale: BROWSER_LOCALE[locale] });
    return { context, page: context.pages()[0] ?? await context.newPage() };
  };
}

for (const locale of LOCALES) {
  test(`a browser closed in mid-lesson comes back to the same section with what was answered (${locale})`, async ({ site, watch }, info) => {
    const start = browserOf(info, locale);
    const section = HOURS[locale].sections[2];
    const item = HOURS.items.find((it) => it.kind === 'single');
    const key = item.option.find((it) => it.key).id;
    let { context, page } = await start();
    try {
      watch(context);
      await open(page, `${site.url}#/lesson/${HOURS.id}`);
      await itemAt(page, item).locator(`[data-option="${key}"]`).check();
      await itemAt(page, item).locator('[data-action="check"]').click();
      await expect(itemAt(page, item).locator('[data-feedback="correct"]')).toBeVisible();
      await page.locator(`section[data-section="${section.id}"]`).evaluate((it) => it.scrollIntoView());
      await expect(page.locator(`.rail__list a[href="#${section.id}"]`)).toHaveAttribute('aria-current', 'true');
      await context.close();

      ({ context, page } = await start());
      watch(context);
      await open(page, site.url);
      await expect(resume(page)).toContainText(HOURS[locale].title);
      await expect(resume(page)).toContainText(beginning(section.title));
      await resume(page).locator('[data-action="next"]').click();
      const place = page.locator(`section[data-section="${section.id}"]`);
      await expect(place).toBeInViewport();
      await expect.poll(() => place.evaluate((it) => Math.abs(it.getBoundingClientRect().top))).toBeLessThan(200);
      await expect(itemAt(page, item).locator('[data-feedback="correct"]')).toBeVisible();
      await expect(itemAt(page, item).locator(`li[data-option="${key}"]`)).toHaveAttribute('data-state', 'correct');
    } finally {
      await context.close();
    }
  });

  test(`a browser closed in mid-case comes back to the same decision (${locale})`, async ({ site, watch }, info) => {
    const start = browserOf(info, locale);
    const trail = trailTo('the-chain').slice(0, 3);
    const { node } = walk(trail);
    const choices = (page) => page.locator('button[data-choice]').evaluateAll((all) => all.map((it) => it.dataset.choice));
    let { context, page } = await start();
    try {
      watch(context);
      await open(page, `${site.url}#/case/${CASE.id}`);
      await play(page, trail);
      await expect(page.locator('[data-case]')).toHaveAttribute('data-node', node);
      const order = await choices(page);
      await context.close();

      ({ context, page } = await start());
      watch(context);
      await open(page, site.url);
      await expect(resume(page)).toContainText(CASE[locale].title);
      const line = phrase('home-decision', locale).replace('{0}', numeral(4, locale)).replace('{1}', numeral(CASE.node.length, locale));
      await expect(resume(page)).toContainText(line);
      await resume(page).locator('[data-action="next"]').click();
      await expect(page.locator('[data-case]')).toHaveAttribute('data-node', node);
      expect(await choices(page)).toEqual(order);
      await expect(page.locator('li[data-exhibit="e10"]'), 'the file holds what the decisions brought').toBeVisible();
      const last = page.locator('details', { hasText: phrase('case-you-decided', locale) });
      await last.locator('summary').click();
      await expect(last.locator('[data-feedback]'), 'the last feedback can be read again').toBeVisible();
      await decide(page, walk(trail).offered[0], { read: true });
      expect((await events(page)).filter((it) => it['playthrough-began'])).toHaveLength(1);
    } finally {
      await context.close();
    }
  });

  test(`the record shows what was done, in the words and digits of the language (${locale})`, async ({ site, visit }) => {
    const done = [
      ...HOURS.en.sections.slice(0, 2).map((it) => ({ 'section-read': { lesson: HOURS.id, section: it.id } })),
      ...HOURS.items.slice(1, 4).map((item, index) => ({
        'item-answered': { item: item.id, meaning: item.meaning, response: { chosen: [item.option[0].id] }, outcome: index ? 'correct' : 'wrong', seed: 1 },
      })),
    ];
    const trail = trailTo('the-leak');
    const entries = recorded([...done, ...played(trail, { ending: 'the-leak', before: done.length })], { day: '2026-11-20' });
    const { page } = await visit({ locale: BROWSER_LOCALE[locale], storageState: keeping(site, entries) });
    await open(page, `${site.url}#/record`);
    const of = (part, whole) => phrase('record-of', locale).replace('{0}', numeral(part, locale)).replace('{1}', numeral(whole, locale));
    const rows = page.locator('[data-block="lessons"] tbody tr');
    await expect(rows.nth(0).locator('th, td')).toHaveText([ANIMAL[locale].title, of(0, 5), of(0, ANIMAL.items.length), of(0, ANIMAL.items.length)]);
    await expect(rows.nth(ALL_LESSONS.findIndex((it) => it.id === HOURS.id)).locator('th, td')).toHaveText([HOURS[locale].title, of(2, 5), of(3, HOURS.items.length), of(2, HOURS.items.length)]);
    const walked = page.locator('[data-block="cases"] tbody tr', { hasText: CASE[locale].title });
    await expect(walked.locator('th, td')).toHaveText([CASE[locale].title, numeral(1, locale), of(1, CASE.ending.length)]);
    const road = page.locator('[data-block="roads"] tbody tr');
    await expect(road).toHaveCount(1);
    await expect(road).toContainText(numeral(20, locale));
    await expect(road).toContainText(numeral(2026, locale));
    expect(KHMER.test(await road.locator('td').first().innerText())).toBe(locale === 'km');
    await expect(road.locator('td').last()).toHaveText(CASE[locale].titles['the-leak']);
    await expect(page.locator('[data-storage]')).toHaveAttribute('data-storage', 'saved');
  });

  test(`starting over asks first, and then nothing counts any more (${locale})`, async ({ site, visit }) => {
    const done = [
      { 'place-visited': { lesson: HOURS.id, section: HOURS.en.sections[1].id } },
      { 'section-read': { lesson: HOURS.id, section: HOURS.en.sections[0].id } },
    ];
    const entries = recorded([...done, ...played(trailTo('the-leak'), { ending: 'the-leak', before: done.length })]);
    const { page } = await visit({ locale: BROWSER_LOCALE[locale], storageState: keeping(site, entries) });
    await open(page, `${site.url}#/settings`);
    const ask = page.locator('main [data-action="reset"]');
    const dialog = page.locator('dialog[open]');
    await ask.click();
    await expect(dialog).toContainText(phrase('reset-sure', locale));
    await dialog.locator('[data-action="keep"]').click();
    await expect(dialog).toHaveCount(0);
    await ask.click();
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(await events(page), 'asking alone changes nothing').toHaveLength(Object.keys(entries).length);
    await go(page, '#/');
    await expect(resume(page).locator('[data-action="next"]')).toBeVisible();

    await go(page, '#/settings');
    await ask.click();
    await dialog.locator('[data-action="reset"]').click();
    await expect(dialog).toHaveCount(0);
    await go(page, '#/');
    await expect(resume(page).locator('[data-action="start"]'), 'Home begins at the beginning').toBeVisible();
    await go(page, '#/record');
    await expect(page.locator('main .empty')).toHaveText(phrase('record-nothing', locale));
    await go(page, `#/case/${CASE.id}`);
    await expect(page.locator('[data-action="start"]')).toBeVisible();
    await page.reload();
    await live(page);
    await expect(page.locator('main [data-action="start"]'), 'it stays so').toBeVisible();
    for (const [key, text] of Object.entries(entries)) expect((await stored(page))[key], 'the log keeps what it held').toBe(text);
  });
}

test('what was checked in the same visit is gone from the lesson after starting over', async ({ page, site }) => {
  const item = HOURS.items.find((it) => it.kind === 'single');
  await open(page, `${site.url}#/lesson/${HOURS.id}`);
  await itemAt(page, item).locator('[data-option]').first().check();
  await itemAt(page, item).locator('[data-action="check"]').click();
  await expect(itemAt(page, item).locator('[data-feedback]')).toBeVisible();
  await go(page, '#/settings');
  await page.locator('main [data-action="reset"]').click();
  await page.locator('dialog [data-action="reset"]').click();
  await go(page, `#/lesson/${HOURS.id}`);
  await expect(itemAt(page, item).locator('[data-action="check"]')).toBeVisible();
  await expect(page.locator('[data-feedback]')).toHaveCount(0);
});

/** What stands picked in an item, whatever its kind. */
const picked = (page, item) => itemAt(page, item).evaluate((it) => ({
  checked: [...it.querySelectorAll('[data-option]:checked')].map((input) => input.dataset.option).sort(),
  matched: [...it.querySelectorAll('select')].map((select) => [select.dataset.option, select.value]),
  steps: [...it.querySelectorAll('[data-step]')].map((step) => step.dataset.step),
  sure: it.querySelector('[name^="sure"]:checked')?.value,
}));

const pick = {
  single: (at, item) => at.locator(`[data-option="${item.option[2].id}"]`).check(),
  vignette: (at, item) => at.locator(`[data-option="${item.option[1].id}"]`).check(),
  async multiple(at, item) {
    for (const { id } of item.option.slice(1, 3)) await at.locator(`[data-option="${id}"]`).check();
  },
  async ordering(at) {
    await at.locator('[data-step] [data-way="up"]').last().click();
  },
  async matching(at, item) {
    const [a, b] = item.pair;
    await at.locator(`select[data-option="${a.id}"]`).selectOption(b.id);
  },
  judgement: (at, item) => at.locator(`[data-option="${item.range.high + 1}"]`).check(),
};

for (const item of ONE_OF_EACH) {
  test(`the language changes in mid-item and keeps what was picked and the place: ${item.kind}`, async ({ page, site }) => {
    const lesson = LESSONS.find((it) => it.id === item.lesson);
    await open(page, `${site.url}#/lesson/${lesson.id}`);
    const at = itemAt(page, item);
    const untouched = await picked(page, item);
    await pick[item.kind](at, item);
    await at.locator('[name^="sure"][value="fairly"]').check();
    const before = await picked(page, item);
    expect(before).not.toEqual(untouched);
    expect(before.sure).toBe('fairly');
    // The item is what stands at the top of the window: its own length changes with the language, its head stays.
    await at.evaluate((it) => window.scrollTo(0, it.getBoundingClientRect().top + window.scrollY + 30));
    const moved = () => at.evaluate((it) => Math.abs(it.getBoundingClientRect().top + 30));
    expect(await moved()).toBeLessThan(2);
    // The switch stands in the masthead, far above: a click by hand would scroll there first.
    const change = async (locale) => {
      await page.locator('[data-action="language"]').evaluate((it) => it.click());
      await expect(page.locator(`article[data-lesson="${lesson.id}"]`)).toHaveAttribute('lang', locale);
    };
    await change('km');
    await expect(at).toContainText(beginning(item.km.ask));
    expect(await picked(page, item)).toEqual(before);
    await expect.poll(moved, 'the item stands where it stood').toBeLessThan(10);
    await change('en');
    await expect(at).toContainText(beginning(item.en.ask));
    expect(await picked(page, item)).toEqual(before);
    await expect.poll(moved).toBeLessThan(10);

    if (item.kind === 'matching') return;
    await at.locator('[data-action="check"]').click();
    await expect(at.locator('[data-feedback]')).toBeVisible();
    const answered = (await events(page)).flatMap((it) => it['item-answered'] ?? []);
    expect(answered.map((it) => [it.item, it.sure])).toEqual([[item.id, 'fairly']]);
  });
}

test('the language changes in mid-case and keeps the decision, what one leans to and the exhibit on the desk', async ({ page, site }) => {
  await open(page, `${site.url}#/case/${CASE.id}`);
  await play(page, ['freeze']);
  await page.locator('[data-choice="beams"]').click();
  await page.locator('li[data-exhibit="e2"]').getByRole('button').click();
  const order = await page.locator('button[data-choice]').evaluateAll((all) => all.map((it) => it.dataset.choice));
  await speak(page, 'km');
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'search');
  await expect(page.locator('[data-choice="beams"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-choice="beams"]')).toContainText(beginning(CASE.km.choices['search-beams']));
  await expect(page.locator('article[data-exhibit="e2"] h3')).toHaveText(CASE.km.titles['e2-scan']);
  expect(await page.locator('button[data-choice]').evaluateAll((all) => all.map((it) => it.dataset.choice))).toEqual(order);
  expect(JSON.stringify(await events(page)), 'no event names a language').not.toMatch(/"(en|km)"/);
});

test('the language is kept: the next visit speaks it before the program has come', async ({ page, site, visit }) => {
  await open(page, site.url);
  await speak(page, 'km');
  const { page: next } = await visit({ storageState: await page.context().storageState() });
  const release = site.hold(/\.wasm$/);
  await next.goto(`${site.url}#/lesson/${HOURS.id}`, { waitUntil: 'commit' });
  await expect(next.locator('article h1')).toHaveText(HOURS.km.title);
  await expect(next.locator('html')).toHaveAttribute('data-app', 'starting');
  release();
  await live(next);
  await expect(next.locator('html')).toHaveAttribute('lang', 'km');
});

test('the download is JSON that holds every event as it is stored', async ({ page, site }) => {
  await open(page, `${site.url}#/case/${CASE.id}`);
  await play(page, trailTo('the-leak').slice(0, 4));
  await go(page, `#/lesson/${ANIMAL.id}`);
  await go(page, '#/record');
  const inside = await stored(page);
  const own = await download(page, page.locator('main [data-action="export"]').first());
  expect(own.name).toMatch(/^kouprey-main-\d{4}-\d\d-\d\d\.json$/);
  expect(own.record).toMatchObject({ product: 'kouprey', kind: 'record', format: 2, profile: { id: 'main', name: '' } });
  const texts = Object.keys(inside).filter((key) => key.startsWith('kouprey.event.')).map((key) => JSON.parse(inside[key]));
  expect(own.record.entries).toEqual(texts.sort((a, b) => a.counter - b.counter));
  const { name, record } = await download(page, page.locator('main [data-action="export-all"]'));
  expect(name).toMatch(/^kouprey-all-\d{4}-\d\d-\d\d\.json$/);
  expect((await events(page)).at(-1), 'a copy is remembered').toBe('record-exported');
  expect(Object.keys(inside).filter((key) => key.startsWith('kouprey.event.')).length).toBeGreaterThan(6);
  expect(record.entries).toEqual(await stored(page));
  expect(record.unsaved).toEqual({});
  expect(record).toMatchObject({ product: 'kouprey', format: 1 });
});

test('theme and size of letters are kept, and hold before the program has come', async ({ page, site, visit }) => {
  await open(page, `${site.url}#/settings`);
  const paper = (it) => it.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor, letters: getComputedStyle(document.documentElement).fontSize,
  }));
  const plain = await paper(page);
  await page.locator('input[name="theme"]').nth(2).check();
  await page.locator('input[name="size"]').nth(2).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-size', 'larger');
  const chosen = await paper(page);
  expect(chosen.ground).not.toBe(plain.ground);
  expect(Number.parseFloat(chosen.letters) / Number.parseFloat(plain.letters)).toBeCloseTo(1.5);

  const { page: next } = await visit({ storageState: await page.context().storageState() });
  const release = site.hold(/\.wasm$/);
  await next.goto(site.url, { waitUntil: 'commit' });
  await expect(next.locator('main[data-page="home"]')).toBeVisible();
  await expect(next.locator('html')).toHaveAttribute('data-app', 'starting');
  expect(await paper(next)).toEqual(chosen);
  release();
  await live(next);
  expect(await paper(next)).toEqual(chosen);
  await next.locator('[data-action="theme"]').click();
  await expect(next.locator('html'), 'the switch in the masthead turns it back').toHaveAttribute('data-theme', 'light');
  expect((await paper(next)).ground).toBe(plain.ground);
});

test('a case that was changed since keeps its old road as a record and begins anew', async ({ site, visit }) => {
  const entries = recorded(played(trailTo('the-leak').slice(0, 3)));
  const changed = Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, text.replace(/"shape":\d+/, '"shape":12345')]));
  const { page } = await visit({ storageState: keeping(site, changed) });
  await open(page, `${site.url}#/case/${CASE.id}`);
  await expect(page.locator('[data-action="start"]')).toBeVisible();
  await expect(page.locator('main .notice')).toContainText(phrase('changed-case', 'en'));
  await go(page, '#/record');
  await expect(page.locator('[data-block="roads"] tbody tr')).toHaveCount(1);
});

test('an answer to an item that has changed its meaning is history and does not count', async ({ site, visit }) => {
  const item = HOURS.items.find((it) => it.kind === 'single');
  const answered = { item: item.id, meaning: item.meaning + 1, response: { chosen: [item.option[0].id] }, outcome: 'correct', seed: 1 };
  const { page } = await visit({ storageState: keeping(site, recorded([{ 'item-answered': answered }])) });
  await open(page, `${site.url}#/record`);
  await expect(page.locator('[data-block="history"]')).toContainText(item.id);
  await expect(page.locator('[data-block="lessons"] tbody tr').nth(1).locator('td').nth(1)).toHaveText(`0 of ${HOURS.items.length}`);
  await go(page, `#/lesson/${HOURS.id}`);
  await expect(itemAt(page, item).locator('[data-action="check"]')).toBeVisible();
});
