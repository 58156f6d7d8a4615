// The record that never loses work: several tabs, several people, files that come and go, crashes.
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from './support/fixture.mjs';
import { BROWSER_LOCALE, LESSONS, LOCALES, phrase, trailTo } from './support/handbook.mjs';
import { download, events, go, keeping, live, open, play, played, recorded, stored } from './support/journey.mjs';
import { roads } from './support/roads.mjs';

const HOURS = LESSONS[1];
const SINGLES = HOURS.items.filter((it) => it.kind === 'single');
const LESSON = `#/lesson/${HOURS.id}`;

const item = (page, it) => page.locator(`[data-item="${it.id}"]`);

/** Answers an item of the lesson in view, rightly. */
async function answer(page, it = SINGLES[0]) {
  await item(page, it).locator(`[data-option="${it.option.find((option) => option.key).id}"]`).check();
  await item(page, it).locator('[data-action="check"]').click();
  await expect(item(page, it).locator('[data-feedback="correct"]')).toBeVisible();
}

/** So many answers as a browser would hold them, a hundred to a tab. */
const answers = (count) => Array.from({ length: Math.ceil(count / 100) }, (_, tab) =>
  recorded(Array.from({ length: Math.min(100, count - tab * 100) }, (__, at) => ({
    'item-answered': {
      item: `item-${tab * 100 + at}`, meaning: 1, response: { chosen: ['a'] }, outcome: 'correct', seed: 1,
    },
  })), { replica: `tab${String(tab).padStart(5, '0')}` })).reduce((all, it) => ({ ...all, ...it }), {});

const answered = async (page) => (await events(page)).filter((it) => it['item-answered']).length;

test.describe('two tabs', () => {
  test('show each other\'s work within a tenth of a second', async ({ page, site, context }) => {
    const other = await context.newPage();
    await open(page, `${site.url}${LESSON}`);
    await open(other, `${site.url}${LESSON}`);
    await other.evaluate(() => {
      new MutationObserver(() => {
        if (!window.seenAt && document.querySelector('[data-feedback="correct"]')) window.seenAt = Date.now();
      }).observe(document.body, { subtree: true, childList: true });
    });
    await answer(page);
    await expect(item(other, SINGLES[0]).locator('[data-feedback="correct"]')).toBeVisible();
    const written = Math.max(...Object.entries(await stored(page)).filter(([key]) => key.startsWith('kouprey.event.'))
      .map(([, text]) => JSON.parse(text)).filter((it) => it.event['item-answered']).map((it) => it.at));
    expect(await other.evaluate(() => window.seenAt) - written).toBeLessThan(100);
  });

  test('leave an item alone that is being answered here', async ({ page, site, context }) => {
    const other = await context.newPage();
    await open(page, `${site.url}${LESSON}`);
    await open(other, `${site.url}${LESSON}`);
    const wrong = SINGLES[0].option.find((option) => !option.key).id;
    await item(other, SINGLES[0]).locator(`[data-option="${wrong}"]`).check();
    await answer(page);
    await expect.poll(() => answered(other)).toBe(1);
    await expect(item(other, SINGLES[0]).locator(`[data-option="${wrong}"]`)).toBeChecked();
    await expect(item(other, SINGLES[0]).locator('[data-feedback]')).toHaveCount(0);
  });

  test('keep 2,000 answers that come in turn', async ({ site, context }) => {
    test.setTimeout(120_000);
    const tabs = [await context.newPage(), await context.newPage()];
    for (const tab of tabs) await open(tab, `${site.url}${LESSON}`);
    // In front of both, so that neither spends its time painting.
    await context.newPage();
    // As fast as the program goes: checked, and answered again. A message lets the other tab's work come in between;
    // a timer would be slowed down in the tab that is behind.
    const press = (tab, it) => tab.evaluate(async ({ id, option, times }) => {
      const channel = new MessageChannel();
      const turn = () => new Promise((done) => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
      // The item is another element once it is checked.
      const find = (selector) => document.querySelector(`[data-item="${id}"] ${selector}`);
      const found = async (selector) => {
        while (!find(selector)) await turn();
        return find(selector);
      };
      for (let time = 0; time < times; time += 1) {
        (await found(`[data-option="${option}"]:enabled`)).click();
        await turn();
        (await found('[data-action="check"]')).click();
        (await found('[data-action="again"]')).click();
        await turn();
      }
    }, { id: it.id, option: it.option.find((option) => option.key).id, times: 1000 });
    await Promise.all(tabs.map((tab, place) => press(tab, SINGLES[place])));
    for (const tab of tabs) {
      await go(tab, '#/record');
      const { record } = await download(tab, tab.locator('main [data-action="export"]').first());
      const count = (it) => record.entries.filter(({ event }) => event['item-answered']?.item === it.id).length;
      expect(SINGLES.slice(0, 2).map(count)).toEqual([1000, 1000]);
      await expect(tab.locator('[data-storage]')).toHaveAttribute('data-storage', 'saved');
    }
  });

  test('lose nothing when one starts over while the other answers', async ({ page, site, context }) => {
    const other = await context.newPage();
    await open(page, `${site.url}${LESSON}`);
    await answer(page);
    // The other tab does not hear of the new beginning before its next answer: it is frozen.
    await open(other, `${site.url}${LESSON}`);
    await other.evaluate(() => window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
    await go(page, '#/settings');
    await page.locator('main [data-action="reset"]').click();
    await page.locator('dialog [data-action="reset"]').click();
    await answer(other, SINGLES[1]);
    await go(page, LESSON);
    await expect(item(page, SINGLES[1]).locator('[data-feedback="correct"]'), 'what was acknowledged counts').toBeVisible();
    await expect(item(page, SINGLES[0]).locator('[data-feedback]')).toHaveCount(0);
  });

  test('catch up when one wakes after it was frozen', async ({ page, site, context }) => {
    const other = await context.newPage();
    // What a frozen tab does not hear.
    await other.addInitScript(() => {
      const add = window.addEventListener;
      window.addEventListener = (type, ...rest) => {
        if (!['storage', 'focus', 'visibilitychange'].includes(type)) add.call(window, type, ...rest);
      };
    });
    await open(page, `${site.url}${LESSON}`);
    await open(other, `${site.url}${LESSON}`);
    await answer(page);
    await expect(item(other, SINGLES[0]).locator('[data-feedback]')).toHaveCount(0);
    await other.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await expect(item(other, SINGLES[0]).locator('[data-feedback="correct"]')).toBeVisible();
  });

  test('a storage that is emptied in another tab is said, and filled again with the next answer', async ({ page, site, context }) => {
    await open(page, `${site.url}${LESSON}`);
    await answer(page);
    const other = await context.newPage();
    await other.goto(`${site.url}icons/kouprey.svg`);
    await other.evaluate(() => localStorage.clear());
    await expect(page.locator('[data-storage]')).toHaveAttribute('data-storage', 'memory-only');
    await answer(page, SINGLES[1]);
    await expect(page.locator('[data-storage]')).toHaveAttribute('data-storage', 'saved');
    expect(await answered(page)).toBe(2);
  });
});

test('the renderer is crashed fifty times, and every answer whose feedback was painted is there', async ({ site, context }) => {
  test.setTimeout(240_000);
  const key = SINGLES[0].option.find((option) => option.key).id;
  for (let turn = 0; turn < 50; turn += 1) {
    const page = await context.newPage();
    await open(page, `${site.url}${LESSON}`);
    expect(await answered(page), `before crash ${turn}`).toBe(turn);
    if (turn > 0) await item(page, SINGLES[0]).locator('[data-action="again"]').click();
    await item(page, SINGLES[0]).locator(`[data-option="${key}"]`).check();
    const crashed = page.waitForEvent('crash');
    const session = await context.newCDPSession(page);
    await item(page, SINGLES[0]).locator('[data-action="check"]').click();
    await expect(item(page, SINGLES[0]).locator('[data-feedback]')).toBeVisible();
    // More writes, so that the crash comes in the midst of them.
    page.evaluate(() => { for (let n = 0; n < 1e6; n += 1) localStorage.setItem('other', String(n)); }).catch(() => {});
    session.send('Page.crash').catch(() => {});
    await crashed;
    await page.close();
  }
  const last = await context.newPage();
  await open(last, site.url);
  expect(await answered(last)).toBe(50);
});

test('many loose entries are put together, and nothing changes for the learner', async ({ site, visit }) => {
  const { page } = await visit({ storageState: keeping(site, answers(700)) });
  await open(page, `${site.url}${LESSON}`);
  await answer(page);
  const keys = async (kind) => Object.keys(await stored(page)).filter((key) => key.startsWith(`kouprey.${kind}.`)).length;
  await expect.poll(() => keys('segment')).toBe(2);
  expect(await keys('event')).toBeLessThan(10);
  await page.reload();
  await live(page);
  await go(page, '#/record');
  const { record } = await download(page, page.locator('main [data-action="export"]').first());
  expect(record.entries.filter((it) => it.event['item-answered'])).toHaveLength(701);
});

for (const locale of LOCALES) {
  test(`a record goes to another computer and back: shown first, merged, taken back (${locale})`, async ({ site, visit }, info) => {
    const here = await visit({ locale: BROWSER_LOCALE[locale] });
    await open(here.page, `${site.url}${LESSON}`);
    await answer(here.page);
    await go(here.page, '#/record');
    const [file] = await Promise.all([here.page.waitForEvent('download'), here.page.locator('main [data-action="export"]').first().click()]);
    const path = info.outputPath('record.json');
    await file.saveAs(path);

    const there = await visit({ locale: BROWSER_LOCALE[locale] });
    await open(there.page, `${site.url}${LESSON}`);
    await answer(there.page, SINGLES[1]);
    await go(there.page, '#/record');
    await there.page.locator('#import-file').setInputFiles(path);
    const dialog = there.page.locator('dialog[open]');
    await expect(dialog).toContainText(phrase('import-title', locale));
    expect(await answered(there.page), 'nothing is added before it is asked').toBe(1);
    await dialog.locator('[data-action="read-in"]').click();
    await expect(dialog).toHaveCount(0);
    const back = there.page.locator('[data-action="take-back"]');
    await expect(back).toBeVisible();
    await go(there.page, LESSON);
    for (const it of SINGLES.slice(0, 2)) await expect(item(there.page, it).locator('[data-feedback="correct"]')).toBeVisible();
    // Once more adds nothing.
    await go(there.page, '#/record');
    await there.page.locator('#import-file').setInputFiles(path);
    await expect(dialog).toContainText(phrase('import-known', locale));
    await dialog.locator('[data-action="keep"]').click();
    await back.click();
    await expect(back).toHaveCount(0);
    await go(there.page, LESSON);
    await expect(item(there.page, SINGLES[0]).locator('[data-feedback]')).toHaveCount(0);
    await expect(item(there.page, SINGLES[1]).locator('[data-feedback="correct"]')).toBeVisible();
  });
}

test('files that are no record are refused with their reason, and nothing changes', async ({ page, site }) => {
  await open(page, `${site.url}#/record`);
  const before = await stored(page);
  const png = await readFile(new URL('../../docs/home.en.png', import.meta.url));
  const good = JSON.stringify({ product: 'kouprey', kind: 'record', format: 2, made: 1, profile: { id: 'main', name: '', colour: 'green' }, entries: [] });
  // Read from the disk: sent through the protocol, so many bytes take longer than the test may.
  const huge = test.info().outputPath('huge.json');
  await writeFile(huge, Buffer.alloc(31 * 1024 * 1024, 0x20));
  const files = {
    'a picture': [png, 'not-json'],
    'an archive': [Buffer.from('PK\u0003\u0004\u0000\u0000'), 'not-json'],
    'one that was cut short': [good.slice(0, 90), 'not-json'],
    'one of another product': ['{"product":"h5p","kind":"record","format":2}', 'foreign'],
    'a newer one': [good.replace('"format":2', '"format":9'), 'newer'],
    'one without entries': [good, 'empty'],
    'one that nests deeply': ['['.repeat(200_000) + ']'.repeat(200_000), 'foreign'],
    'a huge one': [huge, 'too-large'],
    'one with markup in every text': [good.replace('[]', '[{"format":2,"replica":"<script>","day":"<b>","at":1,"counter":1,"event":"<img src=x onerror=alert(1)>"}]').replace('""', '"<img src=x onerror=alert(1)>"'), 'empty'],
  };
  for (const [name, [content, why]] of Object.entries(files)) {
    const file = content === huge ? huge : { name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(content) };
    await page.locator('#import-file').setInputFiles(file);
    const refused = page.locator('dialog[open] [data-refused]');
    await expect(refused, name).toHaveAttribute('data-refused', why);
    await page.locator('dialog [data-action="close"]').click();
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  }
  expect(await stored(page)).toEqual(before);
});

test('a file can be dropped on any page; the page stays', async ({ page, site }) => {
  await open(page, `${site.url}${LESSON}`);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"product":"other"}'], 'x.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.locator('dialog[open] [data-refused="foreign"]')).toBeVisible();
  expect(page.url()).toContain(LESSON);
});

test('several people on one computer have records of their own', async ({ page, site }) => {
  await open(page, `${site.url}${LESSON}`);
  await answer(page);
  await go(page, '#/record');
  await page.locator('#person-name').fill('<b>Sokha</b>');
  await page.locator('#person-name').press('Tab');
  await page.locator('[data-action="add-person"]').click();
  await expect(page.locator('#person-name')).toBeFocused();
  await expect(page.locator('#person-name')).toHaveValue('');
  await page.keyboard.type('ចៅក្រម');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-person][aria-current]')).toContainText('ចៅក្រម');
  await go(page, LESSON);
  await expect(item(page, SINGLES[0]).locator('[data-feedback]'), 'a fresh record').toHaveCount(0);
  await answer(page, SINGLES[1]);
  await page.reload();
  await live(page);
  await expect(item(page, SINGLES[1]).locator('[data-feedback="correct"]'), 'who learnt last goes on').toBeVisible();
  await go(page, '#/record');
  await expect(page.locator('[data-person]')).toHaveCount(2);
  await page.locator('[data-action="switch"]').click();
  await expect(page.locator('#person-name')).toHaveValue('<b>Sokha</b>');
  await go(page, LESSON);
  await expect(item(page, SINGLES[0]).locator('[data-feedback="correct"]')).toBeVisible();

  // Put away, brought back, deleted, brought back, erased.
  await go(page, '#/record');
  const other = page.locator('[data-person]').filter({ hasText: 'ចៅក្រម' });
  for (const act of ['archive', 'restore', 'delete', 'restore', 'delete', 'ask-erase']) await other.locator(`[data-action="${act}"]`).click();
  await page.locator('dialog[open] [data-action="erase"]').click();
  await expect(other).toHaveCount(0);
  const keys = Object.keys(await stored(page)).filter((key) => /^kouprey\.(event|segment|import)\./.test(key));
  expect(keys.every((key) => key.includes('.main.'))).toBe(true);
});

test('after a pause Home asks who goes on', async ({ site, visit }) => {
  const entries = recorded([{ 'place-visited': { lesson: HOURS.id } }]);
  const { page } = await visit({ storageState: keeping(site, { ...entries, 'kouprey.profile.main': '{"name":"Sokha","colour":"blue","state":"active"}' }) });
  await open(page, site.url);
  const who = page.locator('[data-notice="who"]');
  await expect(who).toContainText('Sokha');
  await who.locator('[data-action="it-is-me"]').click();
  await expect(who).toHaveCount(0);
});

test('work without a copy is said, until a copy is taken', async ({ site, visit }) => {
  const { page } = await visit({ storageState: keeping(site, answers(25)) });
  await open(page, site.url);
  const copy = page.locator('[data-notice="copy"]');
  await expect(copy).toContainText('25');
  await download(page, copy.locator('[data-action="export"]'));
  await expect(copy).toHaveCount(0);
  await go(page, '#/record');
  await expect(page.locator('main')).not.toContainText(phrase('take-never', 'en'));
});

test.describe('a fault in the program', () => {
  test.use({ mayThrow: true });

  test('says so, keeps the record and hands it over', async ({ page, site }) => {
    await open(page, `${site.url}${LESSON}`);
    await answer(page);
    await page.evaluate(() => {
      const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
      window.trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f;
    });
    await page.evaluate(() => { setTimeout(() => window.trap()); });
    await expect(page.locator('#start-fault')).toBeVisible();
    for (const locale of LOCALES) await expect(page.locator(`#start-fault [lang="${locale}"]`).first()).toBeVisible();
    const { record } = await download(page, page.locator('#start-fault [data-action="rescue"]'));
    expect(Object.values(record.entries).some((text) => text.includes('item-answered'))).toBe(true);
    await page.locator('#start-fault summary').click();
    await expect(page.locator('#start-report')).toContainText('kouprey_bg.');
    await page.locator('#start-fault [data-action="reload"]').click();
    await live(page);
    await expect(item(page, SINGLES[0]).locator('[data-feedback="correct"]')).toBeVisible();
  });
});

test('the standing shows time, objectives, calibration, what comes back and the roads', async ({ site, visit }) => {
  const work = [
    { 'place-visited': { lesson: HOURS.id, section: HOURS.en.sections[0].id } },
    { 'item-answered': { item: SINGLES[0].id, meaning: SINGLES[0].meaning ?? 1, response: { chosen: [SINGLES[0].option.find((it) => it.key).id] }, outcome: 'correct', sure: 'certain', seed: 1 } },
    { 'item-answered': { item: SINGLES[1].id, meaning: SINGLES[1].meaning ?? 1, response: { chosen: [SINGLES[1].option.find((it) => !it.key).id] }, outcome: 'wrong', seed: 1 } },
  ];
  const entries = { ...recorded(work, { day: '2026-11-19' }), ...recorded([...work, ...played(trailTo('the-leak'), { ending: 'the-leak', before: 3 })], { replica: 'journey2' }) };
  const { page } = await visit({ storageState: keeping(site, entries) });
  await open(page, `${site.url}#/record`);
  for (const block of ['glance', 'lessons', 'cases', 'objectives', 'calibration', 'forecast', 'roads']) {
    await expect(page.locator(`[data-block="${block}"]`), block).toBeVisible();
  }
  await expect(page.locator('[data-block="calibration"] tbody td')).toHaveText(/2 of 2/);
  const endings = roads().reduce((sum, it) => sum + it.endings.length, 0);
  await expect(page.locator('[data-block="glance"]')).toContainText(`1 of ${endings}`);
});

test('a button that is pressed twice, and Enter held down, answer once', async ({ page, site }) => {
  await open(page, `${site.url}${LESSON}`);
  const at = item(page, SINGLES[0]);
  await at.locator(`[data-option="${SINGLES[0].option.find((option) => option.key).id}"]`).check();
  await at.locator('[data-action="check"]').dblclick();
  await expect(at.locator('[data-feedback="correct"]')).toBeVisible();
  const other = item(page, SINGLES[1]);
  await other.locator(`[data-option="${SINGLES[1].option.find((option) => option.key).id}"]`).check();
  for (let turn = 0; turn < 5; turn += 1) await page.keyboard.down('Enter');
  await expect(other.locator('[data-feedback="correct"]')).toBeVisible();
  expect(await answered(page)).toBe(2);
});
