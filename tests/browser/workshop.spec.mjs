// A session of a workshop: planned, led with two windows and a clicker, counted, reported; a class; the network off.
import { expect, test } from './support/fixture.mjs';
import { BROWSER_LOCALE, KHMER, LOCALES } from './support/handbook.mjs';
import { downloadedText, live, open, stored } from './support/journey.mjs';

const wall = '[data-wall] > .slide';

/** Plans a session from an agenda and opens its console. */
async function lead(page, site, template = 'half-day') {
  await open(page, `${site.url}#/workshop`);
  await page.locator(`[data-template="${template}"] [data-action="new"]`).click();
  await expect(page.locator('.agenda')).toBeVisible();
  await page.locator('.title a.button').click();
  await expect(page.locator('.console')).toBeVisible();
}

async function openStage(context, site) {
  const stage = await context.newPage();
  await stage.goto(`${site.url}#/stage`);
  await live(stage);
  await expect(stage.locator('.stage')).toBeVisible();
  return stage;
}

/** Where a window stands: all that the wall shows. */
const place = (page, root) => page.evaluate((selector) => {
  const holder = document.querySelector('.console, .stage');
  const slide = document.querySelector(selector);
  return holder && slide && [
    holder.dataset.entry, holder.dataset.slide, slide.dataset.stage, slide.dataset.face, slide.dataset.round,
    slide.hasAttribute('data-black'), slide.dataset.size, slide.querySelector('.poll')?.innerText ?? '',
  ].join(' ');
}, root);

const agree = (page, stage, message) => expect.poll(
  async () => (await place(page, wall)) === (await place(stage, '.stage > .slide')) && (await place(page, wall)) !== null,
  { message, timeout: 10_000 },
).toBe(true);

/** Goes to the entry of the agenda whose title begins so. */
async function enter(page, title) {
  await page.locator('[data-block="agenda"] .agenda__go', { hasText: title }).first().click();
  await expect(page.locator('[data-block="agenda"] [data-state="now"]')).toContainText(title);
}

/** Turns slides until one of this kind is on the wall. */
async function turnTo(page, kind, most = 40) {
  for (let count = 0; count < most; count += 1) {
    if (await page.locator(wall).getAttribute('data-stage') === kind) return;
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(60);
  }
  throw new Error(`no slide of the kind ${kind}`);
}

const field = (page, letter) => page.locator(`[data-block="counts"] [data-option="${letter}"] .count__field`);

async function count(page, letter, value) {
  await field(page, letter).fill(String(value));
  await field(page, letter).press('Tab');
}

test.describe('two windows', () => {
  test('half a day by a clicker alone: 500 changes, the stage reloaded at random, and at the end both agree', async ({ page, context, site }) => {
    test.setTimeout(180_000);
    await lead(page, site);
    let stage = await openStage(context, site);
    // A small generator, so that a failure can be repeated.
    let seed = 20261122;
    const draw = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
    const entries = new Set();
    let reloads = 0;
    for (let press = 1; press <= 500; press += 1) {
      const window = draw(3) === 0 ? stage : page;
      const key = { 0: 'PageUp', 1: 'Period' }[draw(12)] ?? 'PageDown';
      await window.keyboard.press(key);
      if (press % 97 === 0) {
        reloads += 1;
        await stage.reload();
        await live(stage);
      }
      if (press % 50 === 0) {
        await agree(page, stage, `after ${press} presses`);
        entries.add(await page.locator('.console').getAttribute('data-entry'));
      }
    }
    expect(reloads).toBe(5);
    expect(entries.size, 'the clicker led through the agenda').toBeGreaterThan(3);
    await expect(page.locator('[data-block="agenda"] li').last(), 'to its end').toHaveAttribute('data-state', 'now');
    await agree(page, stage, 'at the end');
    const facts = Object.values(await stored(page)).join().split('stage-set').length - 1;
    expect(facts, 'what was changed stands in the record').toBeGreaterThan(300);
    // And the console, closed and opened again, stands where the stage stands.
    await page.reload();
    await live(page);
    await agree(page, stage, 'after the console was reloaded');
  });

  test('a stage that opens late, twice, or runs another version is seen, and a blocked window is said', async ({ page, context, site }) => {
    await page.addInitScript(() => { window.open = () => null; });
    await lead(page, site);
    const status = page.locator('[data-stages]');
    await expect(status).toHaveAttribute('data-stages', '0');
    await page.locator('[data-action="stage"]').click();
    await expect(status).toHaveAttribute('data-window', 'caution');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    const first = await openStage(context, site);
    await expect(status).toHaveAttribute('data-stages', '1');
    await agree(page, first, 'it opened late');
    const second = await openStage(context, site);
    await expect(status).toHaveAttribute('data-stages', '2');
    await agree(page, second, 'the second one, too');
    await second.waitForTimeout(300);
    await second.keyboard.press('Escape');
    await second.waitForTimeout(300);
    await expect(second.locator('.stage'), 'the room never sees the key').toBeVisible();
    await expect(second).toHaveURL(/#\/stage$/);
    await first.goto('about:blank');
    await expect(status).toHaveAttribute('data-stages', '1');
    await second.evaluate(() => new BroadcastChannel('kouprey.stage').postMessage(JSON.stringify({
      product: 'kouprey', kind: 'stage-message', build: 'another', window: 'ffff', role: 'stage', facts: [],
    })));
    await expect(status).toHaveAttribute('data-window', 'caution');
    await expect(status).toHaveAttribute('data-stages', '2');
  });

  test('one window is enough: the stage in the place of the console, and back', async ({ page, site }) => {
    await lead(page, site);
    await page.keyboard.press('PageDown');
    const before = await page.locator('.console').getAttribute('data-entry');
    await page.locator('.console__controls a[href="#/stage"]').click();
    await expect(page.locator('.stage')).toHaveAttribute('data-entry', before);
    await page.keyboard.press('PageDown');
    await expect(page.locator('.stage')).not.toHaveAttribute('data-entry', '');
    await page.keyboard.press('Escape');
    await expect(page.locator('.console')).toBeVisible();
  });
});

test('hands are counted by keys, by typing and by table; what can not be is refused, and the shift is shown', async ({ page, context, site }) => {
  await lead(page, site, 'one-day');
  await enter(page, 'Hour by hour');
  await turnTo(page, 'poll');
  const stage = await openStage(context, site);
  for (const key of ['Digit1', 'Digit1', 'Digit2', 'Shift+Digit1']) await page.keyboard.press(key);
  await expect(field(page, 'a')).toHaveValue('1');
  await expect(field(page, 'b')).toHaveValue('1');
  // Until its slides have come, a stage has nothing to vote on.
  await expect(stage.locator('.poll')).toBeVisible();
  await stage.keyboard.press('Digit2');
  await expect(field(page, 'b'), 'a key on the stage counts as well').toHaveValue('2');

  const problem = page.locator('[data-problem]');
  for (const wrong of ['61', '-3', '99999999999', 'many']) {
    await count(page, 'a', wrong);
    await expect(problem, wrong).toBeVisible();
    await page.keyboard.press('Tab');
  }
  await count(page, 'a', '១២');
  await expect(problem).toHaveCount(0);
  await expect(field(page, 'a'), 'Khmer digits are digits').toHaveValue('12');
  await count(page, 'b', '49');
  await expect(problem, 'more than the room').toContainText('61');
  await count(page, 'b', '40');

  await page.locator('[data-action="round"]').click();
  await count(page, 'a', '4');
  await count(page, 'b', '50');
  await page.locator('[data-action="votes"]').click();
  const second = stage.locator('.poll__row').nth(1).locator('.poll__count');
  await expect(second).toContainText('50');
  await expect(second, 'by how many the second vote moved').toContainText('+10');
  await page.locator('[data-action="answer"]').click();
  await expect(stage.locator('.poll__row[data-state="key"], .slide__answer').first()).toBeVisible();

  // By tables: what they say adds up, and is not mixed with a count of the whole room.
  await page.locator('#table').selectOption('1');
  await count(page, 'a', '5');
  await expect(problem).toBeVisible();
  await page.locator('[data-action="clear"]').click();
  await count(page, 'a', '5');
  await page.locator('#table').selectOption('2');
  await count(page, 'a', '4');
  await expect(page.locator('#counts-title')).toContainText('9');
  // The arrows of a list that has the focus are its own; a card that is counted is not.
  const before = await place(page, wall);
  await page.locator('#table').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Digit2']) await page.keyboard.press(key);
  await expect(page.locator('#table')).toHaveValue('4');
  await expect(field(page, 'b')).toHaveValue('1');
  expect((await place(page, wall)).split(' ').slice(0, 4)).toEqual(before.split(' ').slice(0, 4));
});

test('a look at another session takes nothing off the wall until it is asked for', async ({ page, context, site }) => {
  await lead(page, site);
  await page.keyboard.press('PageDown');
  const stage = await openStage(context, site);
  const first = await page.locator('.console').getAttribute('data-session');
  await expect(stage.locator('.stage')).toHaveAttribute('data-session', first);
  const other = await context.newPage();
  await lead(other, site, 'one-day');
  await expect(other.locator('[data-notice="wall"]')).toBeVisible();
  await expect(stage.locator('.stage')).toHaveAttribute('data-session', first);
  await other.locator('[data-action="put-on-wall"]').click();
  await expect(stage.locator('.stage')).not.toHaveAttribute('data-session', first);
  await expect(other.locator('[data-notice="wall"]')).toHaveCount(0);
  await expect(page.locator('[data-notice="wall"]'), 'the first console is told').toBeVisible();
});

test('what was tried out the evening before is no part of the day', async ({ page, context, site }) => {
  await page.clock.install({ time: new Date('2026-11-22T19:00:00Z') });
  await lead(page, site, 'two-days');
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('PageDown');
    await page.clock.runFor(500);
  }
  await page.close();
  const morning = await context.newPage();
  await morning.clock.install({ time: new Date('2026-11-23T08:00:00Z') });
  await open(morning, `${site.url}#/workshop`);
  await morning.locator('.session a.button').click();
  await expect(morning.locator('.console'), 'the wall rests').toHaveAttribute('data-entry', '');
  await morning.keyboard.press('PageDown');
  await expect(morning.locator('[data-block="agenda"] li').first()).toHaveAttribute('data-state', 'now');
  await expect(morning.locator('.console__entry b')).toContainText(/^0 /);
});

test('a case is played by the room: the majority decides, and the roads of the minority stand at the end', async ({ page, context, site }) => {
  test.setTimeout(120_000);
  await lead(page, site);
  await enter(page, 'Beans and beams');
  const stage = await openStage(context, site);
  for (let decision = 0; decision < 12; decision += 1) {
    if (await page.locator(wall).getAttribute('data-stage') === 'roads') break;
    for (let turn = 0; turn < 14; turn += 1) {
      if (await page.locator('[data-block="counts"] [data-action="decide"]').count()) break;
      if (await page.locator(wall).getAttribute('data-stage') === 'roads') break;
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(80);
    }
    if (!await page.locator('[data-block="counts"] [data-action="decide"]').count()) continue;
    const letters = await page.locator('[data-block="counts"] [data-option]').evaluateAll((all) => all.map((it) => it.dataset.option));
    await count(page, letters.at(-1), 30);
    await count(page, letters[0], 12);
    const before = await page.locator('.console').getAttribute('data-slide');
    await page.locator('[data-action="decide"]').click();
    await expect(page.locator('.console')).not.toHaveAttribute('data-slide', before);
    await expect(page.locator(wall)).toHaveAttribute('data-stage', 'verdict');
  }
  await expect(page.locator(wall)).toHaveAttribute('data-stage', 'roads');
  await expect(stage.locator('.slide')).toHaveAttribute('data-stage', 'roads');
  await expect(stage.locator('.slide .list > li').first()).toBeVisible();
  // The last decision can be taken back.
  await page.keyboard.press('PageUp');
  for (let turn = 0; turn < 12 && !await page.locator('[data-action="undecide"]').count(); turn += 1) {
    await page.keyboard.press('PageUp');
    await page.waitForTimeout(60);
  }
  await page.locator('[data-action="undecide"]').click();
  await expect(page.locator('[data-block="counts"] [data-action="decide"]')).toBeVisible();
  // The first can, too: what was voted on later was another case.
  await page.locator('[data-block="slides"] > summary').click();
  await page.locator('[data-block="slides"] .agenda__go').first().click();
  for (let turn = 0; turn < 12 && !await page.locator('[data-action="undecide"]').count(); turn += 1) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(60);
  }
  await page.locator('[data-action="undecide"]').click();
  const decide = page.locator('[data-block="counts"] [data-action="decide"]');
  await expect(decide).toBeVisible();
  await expect(page.locator('[data-block="notes"] .verdict').first(), 'the trainer knows the key').toBeAttached();
  await decide.click();
  await expect(page.locator(wall)).toHaveAttribute('data-stage', 'verdict');
  for (let turn = 0; turn < 14 && !await decide.count(); turn += 1) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(80);
  }
  const counts = page.locator('[data-block="counts"] .count__field');
  await expect(counts.first()).toBeVisible();
  for (const value of await counts.evaluateAll((all) => all.map((it) => it.value))) expect(value).toBe('0');
});

for (const locale of LOCALES) {
  test(`what the room says is written down, changed, and taken home as a report (${locale})`, async ({ visit, site }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
    await lead(page, site);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    const words = 'ប៉ុស្តិ៍ទូរស័ព្ទមុន, then writes: "= the hour"';
    await page.locator('#contribution').fill(words);
    await page.locator('#contribution-role').selectOption('prosecutor');
    await page.locator('#contribution-province').selectOption('koh-kong');
    // A drawing of the console takes nothing away.
    await page.locator('[data-action="larger"]').click();
    await expect(page.locator('#contribution')).toHaveValue(words);
    await expect(page.locator('#contribution-role')).toHaveValue('prosecutor');
    await page.locator('[data-action="contribute"]').click();
    await expect(page.locator('[data-contribution]')).toContainText(words);
    await expect(page.locator('#contribution')).toHaveValue('');
    await page.locator('[data-contribution] [data-action="edit"]').click();
    await page.locator('dialog #edited').fill(`${words} តុលាការ`);
    await page.locator('dialog [data-action="contribute"]').click();
    await expect(page.locator('[data-contribution]')).toContainText('តុលាការ');
    await page.locator('#present').fill('57');
    await page.locator('#present').press('Tab');

    const id = await page.locator('.console').getAttribute('data-session');
    await open(page, `${site.url}#/workshop/report/${id}`);
    await expect(page.locator('main')).toContainText('តុលាការ');
    const report = JSON.parse((await downloadedText(page, page.locator('[data-action="save-report"]'))).text);
    expect(report.kind).toBe('workshop-report');
    expect(report.contributions).toHaveLength(1);
    expect(report.contributions[0].role).toBe('prosecutor');
    const { text: table } = await downloadedText(page, page.locator('[data-action="save-csv"]'));
    expect(table.charCodeAt(0), 'a spreadsheet is told that this is UTF-8').toBe(0xfeff);
    expect(table).toContain('តុលាការ');
    expect(KHMER.test(table)).toBe(true);

    // An editor opens it beside others; what is no report is refused and changes nothing.
    await open(page, `${site.url}#/workshop/reports`);
    await page.locator('#report-files').setInputFiles([
      { name: 'one.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(report)) },
      { name: 'picture.json', mimeType: 'application/json', buffer: Buffer.from('\x89PNG') },
    ]);
    await expect(page.locator('main')).toContainText('តុលាការ');
    await expect(page.locator('main')).toContainText('picture.json');
  });
}

test('the browser is closed in mid-session and the laptop sleeps for hours: it goes on where it was, and the clock is right', async ({ page, context, site }) => {
  await page.clock.install({ time: new Date('2026-11-22T08:00:00Z') });
  await lead(page, site);
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('PageDown');
    await page.clock.runFor(500);
  }
  const before = await place(page, wall);
  await page.close();
  const again = await context.newPage();
  await again.clock.install({ time: new Date('2026-11-22T10:05:00Z') });
  await open(again, `${site.url}#/workshop`);
  await again.locator('.session a.button').click();
  await expect(again.locator('.console')).toBeVisible();
  await expect.poll(() => place(again, wall)).toBe(before);
  await expect(again.locator('.console__entry b'), 'the hours have passed').toContainText(/\b12[45]\b/);
  await expect(again.locator('[data-action="catch-up"]')).toBeVisible();
  const late = async () => (await again.locator('[data-block="agenda"] .notice').allInnerTexts()).join();
  const was = await late();
  await again.locator('[data-action="catch-up"]').click();
  await expect.poll(late).not.toBe(was);
});

test('an agenda is made from lessons, sections, cases, tests and breaks, and its limits are said', async ({ page, site }) => {
  await lead(page, site, 'half-day');
  await page.goBack();
  await expect(page.locator('.agenda')).toBeVisible();
  const rows = page.locator('[data-day="0"] tbody tr');
  const before = await rows.count();
  for (const value of ['lesson the-hearing', 'case spare-parts', 'test after', 'break']) {
    await page.locator('#add-0').selectOption(value);
    await page.locator('[data-day="0"] [data-action="add-entry"]').click();
  }
  await expect(rows).toHaveCount(before + 4);
  const last = rows.last();
  await last.locator('[data-way="up"]').click();
  await expect(rows.nth(before + 2).locator('[data-way="up"]'), 'the focus goes along').toBeFocused();
  await rows.first().locator('.input--short').fill('0');
  await rows.first().locator('.input--short').press('Tab');
  await expect(page.locator('.agenda [role="alert"]')).toBeVisible();
  await page.locator('#starts-0').fill('9.30');
  await page.locator('#starts-0').press('Tab');
  await expect(page.locator('#starts-0')).toHaveValue('09:30');
  await page.locator('#session-title').fill('Stung Sla');
  await page.locator('#session-title').press('Tab');
  await expect(page.locator('h1')).toHaveText('Stung Sla');
});

test('learners’ files dropped together are a class, and nothing is kept of them', async ({ page, site }) => {
  await open(page, `${site.url}#/workshop/class`);
  const record = (replica) => JSON.stringify({
    product: 'kouprey', kind: 'record', format: 2, made: 1, profile: { id: 'main', name: 'Sok San', colour: 'forest' },
    entries: [1, 2].map((counter) => ({
      format: 2, replica, day: '2026-11-20', at: 1_700_000_000_000 + counter, counter,
      event: { 'section-read': { lesson: 'first-48-hours', section: counter === 1 ? 'hour-by-hour' : 'the-search' } },
    })),
  });
  const before = await page.evaluate(() => Object.keys(localStorage).length);
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name, { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [['a.json', record('aaaaaaaa')], ['b.json', record('bbbbbbbb')], ['b again.json', record('bbbbbbbb')], ['c.txt', 'no record']]);
  await expect(page.locator('[data-block="class-learners"] tbody tr')).toHaveCount(2);
  await expect(page.locator('main')).toContainText('c.txt');
  await expect(page.locator('main'), 'names are not shown').not.toContainText('Sok San');
  expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(before);
});

test('every kind of slide is legible from the back row, in each language, at both sizes of a projector', async ({ page, context, site }) => {
  test.setTimeout(180_000);
  await lead(page, site, 'one-day');
  const stage = await openStage(context, site);
  const smallest = () => stage.evaluate(() => {
    let found = [Infinity, ''];
    // Without the letters of the language first, a computer that has no Khmer of its own draws boxes.
    let boxes = '';
    const words = document.createTreeWalker(document.querySelector('.slide'), NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const { parentElement: element, textContent } = words.currentNode;
      if (!textContent.trim() || element.closest('.unseen, title, .figure__data')) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || getComputedStyle(element).display === 'none') continue;
      const { fontFamily } = getComputedStyle(element);
      if (/[\u1780-\u17ff]/.test(textContent) && !/^"?(Noto Sans Khmer|Moul)/.test(fontFamily)) boxes ||= textContent;
      const matrix = element instanceof SVGElement ? element.getScreenCTM() : null;
      const size = parseFloat(getComputedStyle(element).fontSize) * (matrix ? matrix.a : 1);
      if (size < found[0]) found = [size, `${element.tagName} ${element.getAttribute('class')}: ${textContent.slice(0, 30)}`];
    }
    const body = document.querySelector('.slide__body, .slide__half');
    return { size: found[0], where: found[1], cut: body.scrollHeight - body.clientHeight, boxes };
  });
  const kinds = new Set();
  for (const [width, height] of [[1920, 1080], [1280, 720]]) {
    await stage.setViewportSize({ width, height });
    for (const tongue of ['en', 'km', 'both']) {
      await page.locator(`[data-tongues="${tongue}"]`).click();
      await enter(page, tongue === 'km' ? 'The first 48 hours' : 'What a living animal does');
      for (let turn = 0; turn < 24; turn += 1) {
        await stage.waitForTimeout(120);
        const kind = await stage.locator('.slide').getAttribute('data-stage');
        kinds.add(kind);
        const { size, where, cut, boxes } = await smallest();
        expect(boxes, `${tongue} ${kind}: Khmer in letters of its own`).toBe('');
        expect(size, `${tongue} ${kind} at ${height}: ${where}`).toBeGreaterThanOrEqual(28 * height / 1080 - 0.1);
        expect(cut, `${tongue} ${kind}: nothing is cut`).toBeLessThanOrEqual(1);
        if (kind === 'poll') {
          await page.locator('[data-action="answer"]').click();
          await stage.waitForTimeout(120);
          const answered = await smallest();
          expect(answered.cut, `${tongue}: the answer is not cut`).toBeLessThanOrEqual(1);
          expect(answered.size, `${tongue}: ${answered.where}`).toBeGreaterThanOrEqual(28 * height / 1080 - 0.1);
        }
        const entry = await page.locator('.console').getAttribute('data-entry');
        await page.keyboard.press('PageDown');
        await page.waitForTimeout(60);
        if (await page.locator('.console').getAttribute('data-entry') !== entry) break;
      }
    }
  }
  for (const kind of ['title', 'points', 'law', 'impact', 'caution', 'practice', 'document', 'discuss', 'figure', 'poll']) {
    expect([...kinds], 'the lesson has a slide of each kind').toContain(kind);
  }
});

test.describe('with the network off', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the handbook that was kept here leads a session, also after the windows were closed', async ({ page, context, site }) => {
    test.setTimeout(120_000);
    await open(page, `${site.url}#/workshop`);
    await page.locator('[data-action="keep-offline"]').click();
    await expect(page.locator('[data-block="offline"]')).toHaveAttribute('data-kept', 'kept', { timeout: 90_000 });
    await context.setOffline(true);
    await page.close();
    const again = await context.newPage();
    await lead(again, site);
    await again.keyboard.press('PageDown');
    await again.keyboard.press('PageDown');
    const stage = await openStage(context, site);
    await agree(again, stage, 'both windows, with the network off');
    const id = await again.locator('.console').getAttribute('data-session');
    await open(again, `${site.url}#/workshop/report/${id}`);
    await expect(again.locator('[data-report]')).toBeVisible();
    await open(again, `${site.url}#/desk/handout/first-48-hours`);
    await expect(again.locator('[data-handout]')).toBeVisible();
  });
});
