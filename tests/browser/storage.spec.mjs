// When the browser keeps nothing, too little, or something that can't be read.
import { expect, test } from './support/fixture.mjs';
import { ALL_LESSONS, BROWSER_LOCALE, CASE, LESSONS, LOCALES, phrase, trailTo } from './support/handbook.mjs';
import { decide, download, events, go, keeping, live, open, play, played, recorded, speak, stored } from './support/journey.mjs';

const HOURS = LESSONS[1];
const SINGLE = HOURS.items.find((it) => it.kind === 'single');
const OTHERS = HOURS.items.filter((it) => it.kind === 'single' && it !== SINGLE);
const LESSON = `#/lesson/${HOURS.id}`;
const DAMAGED = 'kouprey.event.damaged1.0000000002';

const kept = (page) => page.locator('[data-storage]');
const notice = (page, kind) => page.locator(`[data-notice="${kind}"]`);

/** Answers an item of the lesson in view. */
async function answer(page, item = SINGLE) {
  const at = page.locator(`[data-item="${item.id}"]`);
  await at.locator(`[data-option="${item.option.find((it) => it.key).id}"]`).check();
  await at.locator('[data-action="check"]').click();
  await expect(at.locator('[data-feedback="correct"]'), 'work goes on').toBeVisible();
}

/** Fills the storage to the last letter with what isn't ours. */
const fill = (page) => page.evaluate(() => {
  for (let size = 1 << 22, place = 0; size >= 1;) {
    try {
      localStorage.setItem(`other.${place}`, 'x'.repeat(size));
      place += 1;
    } catch {
      size >>= 1;
    }
  }
});
const free = (page) => page.evaluate(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith('other.')) localStorage.removeItem(key);
});

const denials = {
  'throws': () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }),
  'is null': () => Object.defineProperty(window, 'localStorage', { get: () => null }),
  'refuses every write': () => {
    Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError'); };
  },
};

for (const [name, deny] of Object.entries(denials)) {
  // The words are the same however the storage is denied.
  for (const locale of name === 'throws' ? LOCALES : ['en']) {
    test(`storage that ${name} is said at once, work goes on, and the record can be downloaded (${locale})`, async ({ site, visit }) => {
      const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
      await page.addInitScript(deny);
      await open(page, `${site.url}${LESSON}`);
      await expect(kept(page)).toHaveAttribute('data-storage', 'memory-only');
      await expect(notice(page, 'storage')).toContainText(phrase('kept-memory-only-title', locale));
      await expect(notice(page, 'storage')).toContainText(phrase('kept-memory-only-words', locale));
      await answer(page);
      await go(page, `#/case/${CASE.id}`);
      await page.locator('[data-action="start"]').click();
      await decide(page, 'freeze', { read: true });
      await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'search');
      await expect(notice(page, 'storage'), 'the message lasts').toBeVisible();
      await go(page, LESSON);
      await expect(page.locator(`[data-item="${SINGLE.id}"] [data-feedback="correct"]`), 'the visit remembers').toBeVisible();

      const { record } = await download(page, notice(page, 'storage').locator('[data-action="export"]'));
      const unsaved = Object.values(record.unsaved).map((text) => Object.keys(JSON.parse(text).event)[0]);
      expect(unsaved).toEqual(expect.arrayContaining(['item-answered', 'playthrough-began', 'choice-taken']));
    });
  }
}

test('without storage language, theme and size still change', async ({ page, site }) => {
  await page.addInitScript(denials.throws);
  await open(page, `${site.url}#/settings`);
  await page.locator('input[name="theme"]').nth(2).check();
  await page.locator('input[name="size"]').nth(1).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-size', 'large');
  await speak(page, 'km');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(notice(page, 'storage')).toContainText(phrase('kept-memory-only-title', 'km'));
});

const damages = {
  'cut short': '{"format":1,"profile":"main","counter":2,"repl',
  'something else': 'not JSON at all \u0000 \ud83d\udc02',
  'empty': '',
  'deeply nested': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'the wrong event under the key': '{"format":1,"profile":"main","counter":9,"replica":"damaged1","at":1,"day":"2026-11-20","event":"record-reset"}',
  'a known kind with a wrong field': '{"format":1,"profile":"main","counter":2,"replica":"damaged1","at":1,"day":"2026-11-20","event":{"section-read":{"lesson":5}}}',
};
for (const [name, text] of Object.entries(damages)) {
  test(`a damaged entry (${name}) is set aside and said, its bytes stay, and the rest of the record lives`, async ({ site, visit }) => {
    const rest = recorded([
      { 'section-read': { lesson: HOURS.id, section: HOURS.en.sections[0].id } },
      { 'place-visited': { lesson: HOURS.id, section: HOURS.en.sections[1].id } },
    ]);
    const { page } = await visit({ storageState: keeping(site, { ...rest, [DAMAGED]: text }) });
    await open(page, site.url);
    await expect(notice(page, 'damage')).toContainText(phrase('quarantine-title', 'en').replace('{0}', '1'));
    await expect(kept(page), 'new work is kept').toHaveAttribute('data-storage', 'saved');
    await expect(page.locator('.resume')).toContainText(HOURS.en.title);
    await go(page, `#/case/${CASE.id}`);
    await page.locator('[data-action="start"]').click();
    await decide(page, 'freeze');
    const inside = await stored(page);
    expect(inside[DAMAGED]).toBe(text);
    for (const [key, value] of Object.entries(rest)) expect(inside[key]).toBe(value);
    expect(inside['kouprey.quarantine']).toContain(DAMAGED);
    const { record } = await download(page, notice(page, 'damage').locator('[data-action="export"]'));
    expect(record.entries[DAMAGED]).toBe(text);

    await page.reload();
    await live(page);
    await expect(notice(page, 'damage'), 'it is said again the next time').toBeVisible();
    await expect(page.locator('[data-choice]').first()).toBeVisible();
    expect((await stored(page))[DAMAGED]).toBe(text);
  });
}

for (const locale of LOCALES) {
  test(`several damaged entries are counted in the message (${locale})`, async ({ site, visit }) => {
    const entries = Object.fromEntries([1, 2, 3].map((it) => [`kouprey.event.damaged1.000000000${it}`, '{']));
    const { page } = await visit({ locale: BROWSER_LOCALE[locale], storageState: keeping(site, entries) });
    await open(page, site.url);
    const count = locale === 'km' ? '៣' : '3';
    await expect(notice(page, 'damage')).toContainText(phrase('quarantine-title', locale).replace('{0}', count));
    await expect(notice(page, 'damage')).toContainText(phrase('quarantine-words', locale));
  });
}

test('damaged preferences cost nothing but themselves', async ({ site, visit }) => {
  const entries = { ...recorded(played(['freeze', 'beams'])), 'kouprey.preferences': '{"theme":"dark","text-size":7,"locale":"xx"' };
  const { page } = await visit({ storageState: keeping(site, entries) });
  await open(page, `${site.url}#/case/${CASE.id}`);
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'enquiries');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await speak(page, 'km');
  expect(JSON.parse((await stored(page))['kouprey.preferences']).locale).toBe('km');
});

const newer = {
  'an event of a newer format': { 'kouprey.event.newer001.0000000040': '{"format":3,"something":"else"}' },
  'a newer layout of the whole': { 'kouprey.format': '3' },
};
for (const [index, [name, entry]] of Object.entries(newer).entries()) {
  for (const locale of [LOCALES[index]]) {
    test(`a record with ${name} opens read-only: it is shown, said, and nothing is written (${locale})`, async ({ site, visit }) => {
      const entries = { ...recorded(played(trailTo('the-leak').slice(0, 2))), ...entry };
      const { page } = await visit({ locale: BROWSER_LOCALE[locale], storageState: keeping(site, entries) });
      await open(page, `${site.url}#/case/${CASE.id}`);
      await expect(kept(page)).toHaveAttribute('data-storage', 'read-only');
      await expect(notice(page, 'storage')).toContainText(phrase('kept-read-only-title', locale));
      await expect(page.locator('[data-case]'), 'what can be read is shown').toHaveAttribute('data-node', 'enquiries');
      await decide(page, 'preserve', { read: true });
      await expect(page.locator('[data-case]'), 'work goes on').toHaveAttribute('data-node', 'custody');
      await page.locator('[data-action="theme"]').click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      await go(page, '#/settings');
      await page.locator('main [data-action="reset"]').click();
      await page.locator('dialog [data-action="reset"]').click();
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      expect(await stored(page)).toEqual(entries);
      const { record } = await download(page, notice(page, 'storage').locator('[data-action="export"]'));
      expect(record.entries).toEqual(entries);
      expect(Object.keys(record.unsaved).length, 'what was done meanwhile is in the file').toBeGreaterThan(1);
    });
  }
}

test('entries of an unknown kind, of another profile and of other programs are carried along untouched', async ({ site, visit }) => {
  const foreign = {
    'kouprey.event.other001.0000000001': '{"format":1,"profile":"main","counter":1,"replica":"other001","at":1,"day":"2026-11-20","event":{"workshop-held":{"words":"…"}}}',
    'kouprey.event.other001.0000000002': '{"format":1,"profile":"sokha","counter":2,"replica":"other001","at":1,"day":"2026-11-20","event":"record-reset"}',
  };
  const { page } = await visit({ storageState: keeping(site, { ...recorded(played(['freeze'])), ...foreign, 'another.program': '1' }) });
  await open(page, `${site.url}#/case/${CASE.id}`);
  await expect(kept(page)).toHaveAttribute('data-storage', 'saved');
  await expect(notice(page, 'damage')).toHaveCount(0);
  await expect(page.locator('[data-case]'), 'a reset of somebody else is not ours').toHaveAttribute('data-node', 'search');
  await decide(page, 'beams');
  expect(await stored(page)).toMatchObject(foreign);
  expect(await page.evaluate(() => localStorage.getItem('another.program'))).toBe('1');
});

for (const locale of LOCALES) {
  test(`a storage that is full from the start is said, and work goes on (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
    await page.goto(`${site.url}icons/kouprey.svg`);
    await fill(page);
    await open(page, `${site.url}${LESSON}`);
    await expect(kept(page)).toHaveAttribute('data-storage', 'full');
    await expect(notice(page, 'storage')).toContainText(phrase('kept-full-title', locale));
    await answer(page);
    const { record } = await download(page, notice(page, 'storage').locator('[data-action="export"]'));
    expect(Object.values(record.unsaved).join()).toContain('item-answered');
  });
}

test('a storage that fills up in mid-work is said, and once there is room everything is stored', async ({ page, site }) => {
  await open(page, `${site.url}${LESSON}`);
  await expect(kept(page)).toHaveAttribute('data-storage', 'saved');
  await answer(page);
  await fill(page);
  await answer(page, OTHERS[0]);
  await expect(kept(page)).toHaveAttribute('data-storage', 'full');
  await expect(notice(page, 'storage')).toContainText(phrase('kept-full-title', 'en'));
  const answers = async () => (await events(page)).flatMap((it) => it['item-answered']?.item ?? []);
  expect(await answers()).toEqual([SINGLE.id]);
  await free(page);
  await answer(page, OTHERS[1]);
  await expect(kept(page)).toHaveAttribute('data-storage', 'saved');
  await expect(notice(page, 'storage'), 'the message goes with its cause').toHaveCount(0);
  expect(await answers(), 'what waited was stored too, in order').toEqual([SINGLE.id, OTHERS[0].id, OTHERS[1].id]);
});

test('a write that throws in mid-case is said and the case goes on', async ({ page, site }) => {
  await open(page, `${site.url}#/case/${CASE.id}`);
  await play(page, ['freeze']);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await decide(page, 'beams', { read: true });
  await decide(page, 'preserve', { read: true });
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'custody');
  await expect(kept(page)).toHaveAttribute('data-storage', 'full');
  const { record } = await download(page, notice(page, 'storage').locator('[data-action="export"]'));
  expect(Object.values(record.unsaved).map((text) => JSON.parse(text).event['choice-taken']?.choice)).toEqual(expect.arrayContaining(['beams', 'preserve']));
  expect(Object.values(record.entries).join()).toContain('"freeze"');
});

test('an answer is in the storage before its feedback is painted', async ({ page, site }) => {
  await open(page, `${site.url}${LESSON}`);
  const at = page.locator(`[data-item="${SINGLE.id}"]`);
  await at.locator('[data-option]').first().check();
  const found = page.evaluate((id) => new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(`[data-item="${id}"] [data-feedback]`)) return;
      observer.disconnect();
      done(Object.values(localStorage).some((text) => text.includes('item-answered')));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  }), SINGLE.id);
  await at.locator('[data-action="check"]').click();
  expect(await found).toBe(true);
});

test('two tabs write beside each other and lose nothing', async ({ page, site }) => {
  const other = await page.context().newPage();
  await open(page, `${site.url}#/case/${CASE.id}`);
  await open(other, `${site.url}${LESSON}`);
  await answer(other, SINGLE);
  await page.locator('[data-action="start"]').click();
  await decide(page, 'freeze', { read: true });
  await answer(other, OTHERS[0]);
  await decide(page, 'beams', { read: true });
  await page.reload();
  await live(page);
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'enquiries');
  await go(page, '#/record');
  await expect(page.locator('[data-block="lessons"] tbody tr').nth(ALL_LESSONS.findIndex((it) => it.id === HOURS.id)).locator('td').nth(1)).toContainText('2');
});
