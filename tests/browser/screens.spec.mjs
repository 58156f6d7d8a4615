// Every page as it is seen: on the narrowest phone, by those who hear it, in both themes; and which letters it fetches.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/fixture.mjs';
import { BROWSER_LOCALE, CASE, LESSONS, LOCALES, trailTo } from './support/handbook.mjs';
import { decide, go, keeping, live, open, played, recorded } from './support/journey.mjs';

const [ANIMAL, HOURS] = LESSONS;
const CASE_ROUTE = `#/case/${CASE.id}`;
const LESSON_ROUTE = `#/lesson/${HOURS.id}`;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

const begun = recorded(played(trailTo('the-chain').slice(0, 4)));
const over = recorded(played(trailTo('the-leak'), { ending: 'the-leak' }));
/** A record with something of everything, among it answers right, wrong and of another meaning. */
const full = recorded([
  ...HOURS.en.sections.slice(0, 3).map((it) => ({ 'section-read': { lesson: HOURS.id, section: it.id } })),
  ...HOURS.items.filter((it) => it.option).map((item, index) => ({
    'item-answered': {
      item: item.id, meaning: item.meaning, response: { chosen: [item.option[index % 2].id] },
      outcome: item.option[index % 2].key ? 'correct' : 'wrong', sure: 'fairly', seed: 1,
    },
  })),
  { 'item-answered': { item: 'imp-01', meaning: 9, response: { chosen: ['price'] }, outcome: 'wrong', seed: 1 } },
  { 'place-visited': { lesson: HOURS.id, section: HOURS.en.sections[2].id } },
  { 'note-written': { note: 'journey1-90', lesson: HOURS.id, section: HOURS.en.sections[1].id, quote: 'One passage', words: 'and a note' } },
]);

/** A session in its middle: a vote that was counted, and something that was said. */
const SESSION = 'journey1-1';
// Of another day, the wall would rest.
const led = recorded([
  { 'session-planned': { session: SESSION, title: 'Stung Sla', people: 60, tables: 10, days: [{ starts: 480, entries: [
    { id: 1, kind: 'lesson', lesson: HOURS.id, section: HOURS.en.sections[1].id, minutes: 45 },
    { id: 2, kind: 'case', scenario: CASE.id, minutes: 60 },
    { id: 3, kind: 'test', when: 'after', minutes: 25 },
  ] }] } },
  { 'stage-set': { session: SESSION, entry: 1, slide: 3, face: 'votes', round: 'first', tongues: 'en' } },
  { 'votes-counted': { session: SESSION, item: HOURS.items[1].id, entry: 1, round: 'first', counts: [12, 30, 9, 4] } },
  { 'contribution-written': {
    session: SESSION, contribution: 'journey1-4', entry: 1, role: 'judge', province: 'takeo', words: 'The post writes one hour.',
    about: { lesson: { lesson: HOURS.id, section: HOURS.en.sections[1].id } },
  } },
  { 'papers-counted': { session: SESSION, when: 'before', papers: 50, right: HOURS.items.slice(0, 2).map((it) => [it.id, 20]) } },
], { day: new Date().toLocaleDateString('sv') });

/**
 * Every page, each as a record to begin with, a route, and what is done there before it is looked at.
 * Pages with one record share a visit.
 */
const pages = [
  { name: 'home', entries: {}, route: '#/' },
  { name: 'cases', entries: {}, route: '#/cases' },
  { name: 'case brief', entries: {}, route: CASE_ROUTE },
  { name: 'record, empty', entries: {}, route: '#/record' },
  { name: 'settings', entries: {}, route: '#/settings' },
  { name: 'about', entries: {}, route: '#/about' },
  { name: 'not found', entries: {}, route: '#/no/such/page' },
  { name: 'law desk', entries: {}, route: '#/desk' },
  { name: 'offences, two compared', entries: {}, route: '#/desk/offences', async prepare(page) {
    await page.locator('[data-compare]').nth(0).check();
    await page.locator('[data-compare]').nth(1).check();
    await expect(page.locator('[data-block="compare"] table')).toBeVisible();
  } },
  { name: 'offence', entries: {}, route: '#/desk/offences/fl-98-12' },
  { name: 'instruments', entries: {}, route: '#/desk/law' },
  { name: 'instrument', entries: {}, route: '#/desk/law/pal-2008' },
  { name: 'all species', entries: {}, route: '#/desk/species' },
  { name: 'species', entries: {}, route: '#/desk/species/giant-ibis' },
  { name: 'glossary', entries: {}, route: '#/desk/glossary' },
  { name: 'organisations', entries: {}, route: '#/desk/organisations' },
  { name: 'sources', entries: {}, route: '#/desk/sources' },
  { name: 'open questions', entries: {}, route: '#/desk/questions' },
  { name: 'kit of a case', entries: {}, route: `#/desk/kit/${CASE.id}` },
  { name: 'hand-out of a lesson', entries: {}, route: `#/desk/handout/${HOURS.id}` },
  { name: 'test on paper', entries: {}, route: '#/desk/paper/all' },
  { name: 'workshop', entries: {}, route: '#/workshop' },
  { name: 'class, nobody yet', entries: {}, route: '#/workshop/class' },
  { name: 'reports, none yet', entries: {}, route: '#/workshop/reports' },
  { name: 'sessions', entries: led, route: '#/workshop' },
  { name: 'agenda', entries: led, route: `#/workshop/agenda/${SESSION}` },
  { name: 'console', entries: led, route: `#/workshop/console/${SESSION}`, async prepare(page) {
    await expect(page.locator('[data-block="counts"]')).toBeVisible();
  } },
  { name: 'stage', entries: led, route: '#/stage', async prepare(page) {
    await expect(page.locator('.stage .poll')).toBeVisible();
  } },
  { name: 'report', entries: led, route: `#/workshop/report/${SESSION}`, async prepare(page) {
    await expect(page.locator('[data-report]')).toBeVisible();
  } },
  { name: 'search', entries: {}, route: '#/search?q=custody', async prepare(page) {
    await expect(page.locator('[data-result]').first()).toBeVisible();
  } },
  { name: 'review, nothing yet', entries: {}, route: '#/review' },
  { name: 'tests', entries: {}, route: '#/tests' },
  { name: 'test before it begins', entries: {}, route: '#/test/the-law/before' },
  { name: 'certificate, not yet', entries: {}, route: '#/certificate' },
  { name: 'notes, none yet', entries: {}, route: '#/notes' },
  // The lessons stand last of each visit, so that a fault in leaving one hides no other page.
  { name: 'lesson', entries: {}, route: `#/lesson/${ANIMAL.id}` },
  { name: 'home, to go on', entries: full, route: '#/' },
  { name: 'record, full', entries: full, route: '#/record' },
  { name: 'review, something due', entries: full, route: '#/review' },
  { name: 'notes', entries: full, route: '#/notes', async prepare(page) {
    await expect(page.locator('[data-note]')).toHaveCount(1);
  } },
  { name: 'dialog before starting over', entries: full, route: '#/settings', async prepare(page) {
    await page.locator('main [data-action="reset"]').click();
    await expect(page.locator('dialog[open] [data-action="keep"]')).toBeVisible();
  }, leave: (page) => page.keyboard.press('Escape') },
  { name: 'lesson with feedback and a flipped paragraph', entries: full, route: LESSON_ROUTE, async prepare(page) {
    await expect(page.locator('[data-feedback]').first()).toBeVisible();
    await page.locator('[data-flip]').first().press('Enter');
    await expect(page.locator('.flip__other')).toBeVisible();
  } },
  { name: 'dialog with an entry', entries: full, route: LESSON_ROUTE, async prepare(page) {
    await page.locator('article p > a[href^="#entry-article"]').first().evaluate((it) => it.click());
    await expect(page.locator('dialog[open] .entry__head')).toBeVisible();
  }, leave: (page) => page.keyboard.press('Escape') },
  { name: 'decision', entries: begun, route: CASE_ROUTE },
  { name: 'decision with a prompt', entries: begun, route: CASE_ROUTE, async prepare(page) {
    await page.locator('[data-action="next"]').click();
    await expect(page.locator('[aria-labelledby="ask"] [role="alert"]')).not.toBeEmpty();
  } },
  { name: 'feedback of a decision', entries: begun, route: CASE_ROUTE, async prepare(page) {
    await decide(page, 'seven');
    await expect(page.locator('.verdict [data-feedback]')).toBeVisible();
  } },
  { name: 'debrief', entries: over, route: CASE_ROUTE, async prepare(page) {
    await page.locator('figure details summary').click();
  } },
];
const isEmpty = (entries) => Object.keys(entries).length === 0;
const isDesk = (it) => it.route.startsWith('#/desk');
const visits = [
  pages.filter((it) => isEmpty(it.entries) && !isDesk(it)),
  pages.filter(isDesk),
  ...[full, begun, over, led].map((entries) => pages.filter((it) => it.entries === entries)),
];

/** Shows every page of these in one visit, one after the other. */
async function showAll(page, site, shown, look) {
  await open(page, site.url);
  for (const { name, route, prepare, leave } of shown) {
    if (route.includes('no/such')) {
      await page.evaluate((hash) => { window.location.hash = hash; }, route);
      await expect(page.locator('main[data-page="not-found"]')).toBeVisible();
    } else {
      await go(page, route);
    }
    await prepare?.(page);
    await look(name);
    await leave?.(page);
  }
}

/** What reaches beyond the window, apart from what lies in a frame that scrolls by itself. */
const tooWide = (page) => page.evaluate(() => {
  const edge = document.documentElement.clientWidth;
  const scrolls = (it) => it && it !== document.documentElement && it !== document.body
    && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
  const beyond = [...document.body.querySelectorAll('*')].filter((it) => {
    const rect = it.getBoundingClientRect();
    return rect.width > 0 && (rect.right > edge + 1 || rect.left < -1) && it.checkVisibility({ visibilityProperty: true })
      && !it.closest('.unseen, .skip, svg[hidden]') && !scrolls(it.parentElement) && getComputedStyle(it).clipPath === 'none';
  });
  const name = (it) => `${it.localName}.${it.getAttribute('class') ?? ''} ${Math.round(it.getBoundingClientRect().right)}: ${it.textContent.trim().slice(0, 40)}`;
  return [...(document.documentElement.scrollWidth > edge ? [`the page is ${document.documentElement.scrollWidth} wide`] : []), ...beyond.slice(0, 5).map(name)];
});

for (const locale of LOCALES) {
  test(`at 320 pixels nothing is wider than the window, at any size of the letters (${locale})`, async ({ site, visit }) => {
    test.setTimeout(120_000);
    const found = {};
    for (const shown of visits) {
      const wishes = { 'kouprey.preferences': '{"text-size":"larger","trainer-notes":"shown"}' };
      const { page, context } = await visit({
        locale: BROWSER_LOCALE[locale], viewport: { width: 320, height: 640 }, storageState: keeping(site, { ...shown[0].entries, ...wishes }),
      });
      await showAll(page, site, shown, async (name) => {
        await expect(page.locator('html')).toHaveAttribute('data-size', 'larger');
        for (const size of ['larger', 'large', 'normal']) {
          await page.locator('html').evaluate((html, it) => { html.dataset.size = it; }, size);
          const wide = await tooWide(page);
          if (wide.length > 0) found[`${name}, ${size}`] = wide;
        }
        await page.locator('html').evaluate((html) => { html.dataset.size = 'larger'; });
      });
      await context.close();
    }
    expect(found).toEqual({});
  });

  test(`at 320 pixels the lesson page without script fits, too (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    for (const path of [locale === 'en' ? '' : 'home.km.html', `lesson/${ANIMAL.id}.${locale}.html`, `lesson/${HOURS.id}.${locale}.html`]) {
      await page.goto(`${site.url}${path}`);
      expect(await tooWide(page), path).toEqual([]);
    }
  });
}

/** What axe finds, short enough to be read. Without frames the legacy mode finds the same in a third of the time. */
async function violations(page, runOnly) {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ runOnly, resultTypes: ['violations'] })
    .analyze();
  const why = ({ any, all, none }) => [...any, ...all, ...none][0]?.message ?? '';
  return found.map(({ id, nodes }) => {
    const where = nodes.slice(0, 3).map((it) => `${it.target.join(' ')} — ${why(it)}`).join(' | ');
    return `${id}: ${where}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ''}`;
  });
}

/** Looks at a page in both themes. They differ in colour alone, so the second is asked for no more than that; and no
 * colour depends on the language, so one language is asked for it. */
async function violationsInBothThemes(page, locale) {
  await page.emulateMedia({ colorScheme: 'light' });
  const found = await violations(page, { type: 'tag', values: TAGS });
  if (locale !== 'en') return found;
  await page.emulateMedia({ colorScheme: 'dark' });
  const inTheDark = await violations(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  return [...found, ...inTheDark.map((line) => `dark: ${line}`)];
}

for (const locale of LOCALES) {
  for (const [index, shown] of visits.entries()) {
    test(`axe finds nothing in either theme: ${['nothing done', 'law desk', 'much done', 'in mid-case', 'case over', 'workshop'][index]} (${locale})`, async ({ site, visit }) => {
      test.setTimeout(120_000);
      const found = {};
      const { page } = await visit({ locale: BROWSER_LOCALE[locale], reducedMotion: 'reduce', storageState: keeping(site, shown[0].entries) });
      await showAll(page, site, shown, async (name) => {
        const list = await violationsInBothThemes(page, locale);
        if (list.length > 0) found[name] = list;
      });
      expect(found).toEqual({});
    });
  }

  test(`axe finds nothing on the pages without script, nor on one that failed (${locale})`, async ({ page, site }) => {
    test.setTimeout(60_000);
    const found = {};
    const look = async (name, path) => {
      await page.goto(`${site.url}${path}`);
      if (name === 'failed') await expect(page.locator('html')).toHaveAttribute('data-app', 'failed');
      const list = await violationsInBothThemes(page, locale);
      if (list.length > 0) found[`${path}, ${name}`] = list;
    };
    site.fail(/\.wasm$/);
    for (const path of [locale === 'en' ? 'index.html' : 'home.km.html', `lesson/${HOURS.id}.${locale}.html`]) {
      await look('failed', path);
      // axe can't run where no script runs: it looks at a page that shows what such a reader is shown.
      const html = await (await fetch(`${site.url}${path}`)).text();
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const plain = html.replace(/<script\b[^>]*>[^<]*<\/script>/g, '').replace(/<div class="start__failed".*?<\/div>|<p class="start__line">.*?<\/p>/gs, '').replace(/<\/?noscript>/g, '');
      site.pages.set(`${folder}plain.html`, plain);
      await look('no script', `${folder}plain.html`);
    }
    site.pages.clear();
    expect(found).toEqual({});
  });
}

/** What is said when something is wrong, each with what brings it about. */
const messages = {
  'storage denied': { init: () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }) },
  'an entry damaged': { init: () => localStorage.setItem('kouprey.event.damaged1.0000000001', '{') },
  'a file that does not come': { fault: (site) => site.fail(/^content\/about\./), route: '#/about' },
  'the program does not come': { fault: (site) => site.fail(/\.wasm$/) },
};
for (const locale of LOCALES) {
  test(`messages about what is wrong fit 320 pixels at the largest letters and are sound for axe (${locale})`, async ({ site, visit }) => {
    const found = {};
    for (const [name, { init, fault, route = '#/' }] of Object.entries(messages)) {
      const { page, context } = await visit({ locale: BROWSER_LOCALE[locale], viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
      if (init) await page.addInitScript(init);
      fault?.(site);
      await page.goto(`${site.url}${route}`);
      await expect(page.locator('[data-notice], main .notice [data-action="retry"], #start-failed').filter({ visible: true }).first()).toBeVisible();
      const list = await violationsInBothThemes(page, locale);
      await page.locator('html').evaluate((html) => { html.dataset.size = 'larger'; });
      list.push(...await tooWide(page));
      if (list.length > 0) found[name] = list;
      await context.close();
      site.clear();
    }
    expect(found).toEqual({});
  });
}

const fonts = (site) => site.requests.map((it) => it.path).filter((it) => it.startsWith('fonts/'));
/** Until every letter that the page wants has come. */
async function lettered(page) {
  await live(page);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

test('the English start page asks for no Khmer font, before the program and after it', async ({ page, site }) => {
  await page.goto(site.url);
  await lettered(page);
  expect(fonts(site)).toEqual([]);
  await go(page, '#/cases');
  await go(page, LESSON_ROUTE);
  await lettered(page);
  expect(fonts(site), 'nor do its cases and lessons').toEqual([]);
});

test('an English lesson page asks for no Khmer font', async ({ page, site }) => {
  await page.goto(`${site.url}lesson/${ANIMAL.id}.en.html`);
  await lettered(page);
  expect(fonts(site)).toEqual([]);
});

for (const [name, path] of [['start page', ''], ['lesson page', `lesson/${HOURS.id}.km.html`], ['case', CASE_ROUTE]]) {
  test(`a Khmer ${name} asks for at most two Khmer and two Latin files of letters`, async ({ site, visit }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE.km });
    await page.goto(`${site.url}${path}`);
    await lettered(page);
    const asked = [...new Set(fonts(site))];
    const count = (part) => asked.filter((it) => it.includes(part)).length;
    expect(count('noto-sans-khmer-khmer-')).toBeGreaterThan(0);
    expect(count('noto-sans-khmer-khmer-'), asked.join(', ')).toBeLessThanOrEqual(2);
    expect(count('noto-sans-khmer-latin-'), asked.join(', ')).toBeLessThanOrEqual(2);
    // The letters of ceremony are for the title page and for nothing else.
    expect(count('moul')).toBe(path === '' ? 1 : 0);
    expect(asked.length, 'there are no others').toBe(count('noto-sans-khmer-') + count('moul'));
    expect(asked.length, 'each is asked for once').toBe(fonts(site).length);
  });
}
