// The start: words before the program, the take-over, and everything that can go wrong on the way.
import { expect, test } from './support/fixture.mjs';
import { ALL_LESSONS, BROWSER_LOCALE, CASE, LESSONS, LOCALES } from './support/handbook.mjs';
import { go, live, open, speak, stored, tabTo } from './support/journey.mjs';
import { startSite } from './support/server.mjs';

const [ANIMAL, HOURS] = LESSONS.map((it) => it.id);
const WASM = /^kouprey_bg\.[0-9a-f]+\.wasm$/;
const GLUE = /^kouprey\.[0-9a-f]+\.js$/;
const PART = { case: /^split_case\.[0-9a-f]+\.wasm$/, office: /^split_office\.[0-9a-f]+\.wasm$/ };

const lessonPage = (site, id, locale, fragment = '') => `${site.url}lesson/${id}.${locale}.html${fragment}`;
const html = (page) => page.locator('html');
const article = (page, id) => page.locator(`article[data-lesson="${id}"]`);
/** For pages that wait for something: `load` would wait for it too. */
const EARLY = { waitUntil: 'commit' };

/** The article as HTML without what must differ: controls that wait, links that begin at another root. */
const normalised = (page) => page.evaluate(() => {
  const address = (href) => href
    .replace(/^(\.\.\/)?(index\.html|home\.km\.html)?#\//, '#/')
    .replace(/^(\.\.\/)?lesson\/([a-z0-9-]+)\.(en|km)\.html(?:#([a-z0-9-]+))?$/, (_, __, id, ___, section) => `#/lesson/${id}${section ? `/${section}` : ''}`);
  const print = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const attributes = [...node.attributes]
      .filter(({ name }) => name !== 'disabled' && name !== 'tabindex')
      .map(({ name, value }) => ` ${name}="${name === 'href' ? address(value) : value}"`).sort().join('');
    const tag = node.localName;
    return `\n<${tag}${attributes}>${[...node.childNodes].map(print).join('')}</${tag}>`;
  };
  return print(document.querySelector('article[data-lesson]')).replace(/[^\S\n]+/g, ' ').split('\n').map((line) => line.trim());
});

for (const locale of LOCALES) {
  for (const { id, ...words } of LESSONS) {
    test(`the words of ${id} are there before the program, and the same after it (${locale})`, async ({ page, site }) => {
      const release = site.hold(WASM);
      await page.goto(lessonPage(site, id, locale), EARLY);
      await expect(article(page, id)).toBeVisible();
      await expect(html(page)).toHaveAttribute('data-app', 'starting');
      await expect(article(page, id).locator('h1')).toHaveText(words[locale].title);
      await expect(article(page, id).locator('section[data-section]')).toHaveCount(words[locale].sections.length);
      const controls = article(page, id).locator('button, input, select');
      expect(await controls.count()).toBeGreaterThan(20);
      await expect(article(page, id).locator(':is(button, input, select):enabled'), 'no control answers yet').toHaveCount(0);
      await expect(page.locator('#start-progress')).toBeVisible();
      const before = await normalised(page);

      release();
      await live(page);
      expect(await normalised(page)).toEqual(before);
      await expect(article(page, id).locator(':is(button, input, select):disabled'), 'every control answers').toHaveCount(0);
      expect(page.url()).toBe(`${site.url}#/lesson/${id}`);
      await expect(html(page)).toHaveAttribute('lang', locale);
      await expect(page.locator('#start-progress')).toBeHidden();
      await expect(page).toHaveTitle(new RegExp(words[locale].title));
    });
  }

  test(`a lesson page speaks its own language, whatever the browser lists, and the choice isn't stored (${locale})`, async ({ site, visit }) => {
    const other = locale === 'en' ? 'km' : 'en';
    const { page } = await visit({ locale: BROWSER_LOCALE[other] });
    await open(page, lessonPage(site, HOURS, locale));
    await expect(html(page)).toHaveAttribute('lang', locale);
    await expect(article(page, HOURS).locator('h1')).toHaveText(LESSONS[1][locale].title);
    expect((await stored(page))['kouprey.preferences'] ?? '{}').not.toContain('"locale"');
    await open(page, site.url);
    await expect(html(page)).toHaveAttribute('lang', other);
  });

  test(`a hash link opened cold shows the lesson's words before the program (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
    const release = site.hold(WASM);
    await page.goto(`${site.url}#/lesson/${ANIMAL}`, EARLY);
    await expect(article(page, ANIMAL).locator('h1')).toHaveText(LESSONS[0][locale].title);
    await expect(article(page, ANIMAL)).toBeVisible();
    await expect(html(page)).toHaveAttribute('data-app', 'starting');
    await expect(html(page)).toHaveAttribute('lang', locale);
    await expect(page.locator('main[data-page="home"]'), 'the contents never show through').toHaveCount(0);
    const before = await normalised(page);
    release();
    await live(page);
    expect(await normalised(page)).toEqual(before);
    expect(page.url()).toBe(`${site.url}#/lesson/${ANIMAL}`);
  });
}

test('what was scrolled to before the take-over stays where it is', async ({ page, site }) => {
  const release = site.hold(WASM);
  await page.goto(lessonPage(site, HOURS, 'en'), EARLY);
  await expect(article(page, HOURS)).toBeVisible();
  const section = page.locator(`section[data-section="${LESSONS[1].en.sections[2].id}"]`);
  await section.evaluate((it) => window.scrollTo(0, it.getBoundingClientRect().top + 137));
  const before = await section.evaluate((it) => it.getBoundingClientRect().top);
  expect(before).toBeLessThan(0);
  await expect(html(page)).toHaveAttribute('data-app', 'starting');
  release();
  await live(page);
  const after = await section.evaluate((it) => it.getBoundingClientRect().top);
  expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
  // It stays there, too: nothing that follows the take-over leads elsewhere.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  expect(Math.abs(await section.evaluate((it) => it.getBoundingClientRect().top) - before)).toBeLessThanOrEqual(1);
});

test('a note that was opened before the take-over is still open after it', async ({ site, visit }) => {
  const { page } = await visit({ viewport: { width: 360, height: 640 } });
  const release = site.hold(WASM);
  await page.goto(lessonPage(site, HOURS, 'en'), EARLY);
  const note = page.locator('details.note').nth(1);
  await note.locator('summary').click();
  await expect(note.locator('.note__body')).toBeVisible();
  release();
  await live(page);
  await expect(note.locator('.note__body')).toBeVisible();
});

test('the keyboard goes on from where it was before the take-over', async ({ page, site }) => {
  const release = site.hold(WASM);
  await page.goto(lessonPage(site, HOURS, 'en'), EARLY);
  await expect(article(page, HOURS)).toBeVisible();
  const link = 'article p > a[href^="#entry-"]';
  await tabTo(page, link);
  const words = await page.locator(':focus').innerText();
  release();
  await live(page);
  await expect(page.locator(':focus')).toHaveText(words);
  expect(await page.evaluate((wanted) => document.activeElement.matches(wanted), link)).toBe(true);
});

test('a link to a section of a lesson page leads there, before the program and after it', async ({ page, site }) => {
  const section = LESSONS[1].en.sections[3].id;
  const release = site.hold(WASM);
  await page.goto(lessonPage(site, HOURS, 'en', `#${section}`), EARLY);
  const place = page.locator(`section[data-section="${section}"]`);
  await expect(place).toBeInViewport();
  release();
  await live(page);
  await expect.poll(() => page.url()).toBe(`${site.url}#/lesson/${HOURS}/${section}`);
  await expect(place).toBeInViewport();
  await expect.poll(() => place.evaluate((it) => it.getBoundingClientRect().top)).toBeLessThan(200);
});

test('the progress bar tells the truth while the program comes', async ({ page, site }) => {
  await page.addInitScript(() => {
    window.seen = [];
    new MutationObserver(() => {
      const bar = document.getElementById('start-progress');
      if (bar && window.seen.at(-1) !== bar.value) window.seen.push(bar.value);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await open(page, site.url);
  const seen = await page.evaluate(() => window.seen);
  expect(seen.at(-1), 'it ends at the whole, by the size that the build wrote down').toBe(100);
  expect([...seen].sort((a, b) => a - b), 'it never goes back').toEqual(seen);
});

for (const locale of LOCALES) {
  test(`without script the lesson can be read and the contents lead to it (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ javaScriptEnabled: false });
    await page.goto(locale === 'en' ? site.url : `${site.url}home.km.html`);
    for (const lesson of LESSONS) {
      const link = page.locator('main').getByRole('link', { name: lesson[locale].title });
      await expect(link.last()).toBeVisible();
      await link.last().click();
      await expect(page).toHaveURL(lessonPage(site, lesson.id, locale));
      await expect(article(page, lesson.id).locator('h1')).toHaveText(lesson[locale].title);
      await expect(article(page, lesson.id).locator('section[data-section]').last()).toBeVisible();
      await expect(page.locator('#start')).toBeHidden();
      await page.goBack();
    }
  });

  test(`without script a lesson leads to its neighbour, to the contents, to the other language and to its sources (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ javaScriptEnabled: false });
    const other = locale === 'en' ? 'km' : 'en';
    await page.goto(lessonPage(site, ANIMAL, locale));
    await page.locator('.pager [data-action="next"]').click();
    const next = ALL_LESSONS[ALL_LESSONS.findIndex((it) => it.id === ANIMAL) + 1].id;
    await expect(page).toHaveURL(lessonPage(site, next, locale));
    await page.locator('[data-action="language"]').click();
    await expect(page).toHaveURL(lessonPage(site, next, other));
    await page.locator('[data-action="language"]').click();

    const links = await page.locator('article a[href^="#"]').evaluateAll((all) => all.map((it) => it.getAttribute('href').slice(1)));
    const missing = await page.evaluate((ids) => ids.filter((id) => !document.getElementById(id)), links);
    expect([...new Set(missing)], 'every link within the page leads somewhere').toEqual([]);

    await page.locator('.pager__home').click();
    await expect(page.locator('main[data-page="home"]')).toBeVisible();
    await expect(html(page), 'the contents speak the language of the lesson').toHaveAttribute('lang', locale);
  });
}

test.describe('when the program does not come', () => {
  test.use({ mayThrow: true });

  const faults = {
    'the program is refused': [(site) => site.fail(WASM), WASM],
    'the program is cut short': [(site) => site.cut(WASM, 100_000), WASM],
    'the connection drops under the program': [(site) => site.drop(WASM), WASM],
    'the glue is refused': [(site) => site.fail(GLUE), GLUE],
    'the connection drops under the glue': [(site) => site.drop(GLUE), GLUE],
    'the table of contents is refused': [(site) => site.fail(/^content\/handbook\./), /^content\/handbook\.[0-9a-f]+\.json$/],
    'the words of the interface are refused': [(site) => site.fail(/^content\/words\.en\./), /^content\/words\.en\.[0-9a-f]+\.json$/],
  };
  for (const [name, [fault, file]] of Object.entries(faults)) {
    test(`${name}: the words stay, the file is named, and trying again works`, async ({ page, site }) => {
      fault(site);
      await page.goto(lessonPage(site, HOURS, 'en'));
      await expect(html(page)).toHaveAttribute('data-app', 'failed');
      await expect(page.locator('#start-failed')).toBeVisible();
      // The message can't know which language the reader wants: it speaks both.
      for (const locale of LOCALES) await expect(page.locator(`#start-failed [lang="${locale}"]`).first()).toBeVisible();
      await expect(page.locator('#start-why')).toHaveText(file);
      await expect(article(page, HOURS).locator('h1')).toBeVisible();

      // Trying again begins the page anew.
      await Promise.all([page.waitForEvent('load'), page.locator('[data-action="retry"]').click()]);
      await expect(html(page), 'it fails again while the fault is there').toHaveAttribute('data-app', 'failed');
      await expect(page.locator('#start-failed')).toBeVisible();
      site.clear();
      await page.locator('[data-action="retry"]').click();
      await live(page);
      await expect(page.locator('#start-failed')).toBeHidden();
      await expect(article(page, HOURS).locator(':is(button, input, select):disabled')).toHaveCount(0);
    });
  }

  test('a program that is only half there, as after a broken upload, is asked for anew', async ({ page, site }) => {
    site.truncate(WASM, 200_000);
    await page.goto(lessonPage(site, HOURS, 'en'));
    await expect(html(page)).toHaveAttribute('data-app', 'failed');
    await expect(page.locator('#start-why')).toHaveText(WASM);
    site.clear();
    await page.locator('[data-action="retry"]').click();
    await live(page);
  });

  test('the contents wait no longer for a program that failed', async ({ page, site }) => {
    site.fail(WASM);
    await page.goto(`${site.url}#/cases`);
    await expect(html(page)).toHaveAttribute('data-app', 'failed');
    await expect(page.locator('main')).toBeVisible();
    await expect(page.locator('#start-failed')).toBeVisible();
  });
});

test.describe('when a content file does not come whole', () => {
  const LESSON = new RegExp(`^content/lesson-${HOURS}\\.en\\.[0-9a-f]+\\.json$`);
  const broken = {
    'is refused': (site) => site.fail(LESSON),
    'is dropped': (site) => site.drop(LESSON),
    'is cut short on the way': (site) => site.cut(LESSON, 3000),
    'is only half there': (site) => site.truncate(LESSON, 3000),
  };
  for (const [name, fault] of Object.entries(broken)) {
    test(`a lesson that ${name} gives a page that can try again`, async ({ page, site }) => {
      await open(page, site.url);
      fault(site);
      await page.locator('main').getByRole('link', { name: LESSONS[1].en.title }).last().click();
      const retry = page.locator('main [data-action="retry"]');
      await expect(retry).toBeVisible();
      await expect(page.locator('main [role="alert"]')).toContainText(`content/lesson-${HOURS}.en.`);
      await expect(page.locator('main [role="alert"] a[href="#/"]'), 'there is another way on').toBeVisible();
      await retry.click();
      await expect(page.locator('main:not([aria-busy]) [data-action="retry"]')).toBeVisible();
      site.clear();
      await retry.click();
      await expect(article(page, HOURS)).toBeVisible();
      expect(new URL(page.url()).hash).toBe(`#/lesson/${HOURS}`);
    });
  }

  test('words that fail while the structure is still on its way are an alert, not an error of the page', async ({ page, site }) => {
    await open(page, site.url);
    site.delay(new RegExp(`^content/lesson-${HOURS}\\.[0-9a-f]+\\.json$`), 500);
    site.drop(LESSON);
    await page.locator('main').getByRole('link', { name: LESSONS[1].en.title }).last().click();
    await expect(page.locator('main [role="alert"]')).toContainText(`content/lesson-${HOURS}.en.`);
  });

  test('a page of HTML in the place of a file gives a page that can try again', async ({ page }) => {
    const site = await startSite();
    try {
      await open(page, site.url);
      const name = await page.evaluate((id) => [...document.querySelectorAll('[data-handbook]')].length && id, HOURS);
      expect(name).toBe(HOURS);
      const file = (await (await fetch(lessonPage(site, HOURS, 'en'))).text()).match(/content\/lesson-first-48-hours\.en\.[0-9a-f]+\.json/)[0];
      site.pages.set(file, '<!doctype html><title>Welcome</title><p>Sign in to the network');
      await go(page, '#/cases');
      await page.evaluate((id) => { window.location.hash = `#/lesson/${id}`; }, HOURS);
      const retry = page.locator('main [data-action="retry"]');
      await expect(retry).toBeVisible();
      await expect(page.locator('main [role="alert"]')).toContainText(file);
      site.pages.clear();
      await retry.click();
      await expect(article(page, HOURS)).toBeVisible();
    } finally {
      await site.close();
    }
  });

  test('a case whose words are refused gives a page that can try again', async ({ page, site }) => {
    await open(page, site.url);
    site.fail(new RegExp(`^content/case-${CASE.id}\\.en\\.`));
    await page.locator('main .casecard').first().click();
    await expect(page.locator('main [data-action="retry"]')).toBeVisible();
    site.clear();
    await page.locator('main [data-action="retry"]').click();
    await expect(page.locator(`main [data-case="${CASE.id}"]`)).toBeVisible();
  });

  test('a lesson that failed at the start gives a page that can try again', async ({ page, site }) => {
    site.fail(LESSON);
    await open(page, `${site.url}#/lesson/${HOURS}`);
    await expect(page.locator('main [data-action="retry"]')).toBeVisible();
    site.clear();
    await page.locator('main [data-action="retry"]').click();
    await expect(article(page, HOURS)).toBeVisible();
  });

  const parts = {
    case: [`#/case/${CASE.id}`, `main [data-case="${CASE.id}"]`],
    office: ['#/record', 'main[data-page="record"] [data-keeping]'],
  };
  for (const [part, [route, sign]] of Object.entries(parts)) {
    test(`a part of the program that does not come (${part}) gives a page that can try again`, async ({ page, site }) => {
      await open(page, site.url);
      site.fail(PART[part]);
      await page.evaluate((hash) => { window.location.hash = hash; }, route);
      const retry = page.locator('main [data-action="retry"]');
      await expect(retry).toBeVisible();
      site.clear();
      await retry.click();
      await expect(page.locator(sign)).toBeVisible();
    });
  }

  test('a language whose words are refused leaves the reader where they were, and works later', async ({ page, site }) => {
    await open(page, `${site.url}#/lesson/${HOURS}`);
    site.fail(/^content\/words\.km\./);
    await page.locator('[data-action="language"]').click();
    const retry = page.locator('main [data-action="retry"]');
    await expect(retry).toBeVisible();
    site.clear();
    await retry.click();
    await expect(article(page, HOURS)).toBeVisible();
    await expect(html(page), 'what was asked for is what comes').toHaveAttribute('lang', 'km');
  });

  test('entries that do not come are said in the dialog, and come the next time', async ({ page, site }) => {
    await open(page, `${site.url}#/lesson/${HOURS}`);
    site.fail(/^content\/entries\.en\./);
    const link = page.locator('article p a[aria-haspopup="dialog"]').first();
    await link.click();
    await expect(page.locator('dialog[open] #entry-title')).toBeVisible();
    await page.locator('dialog [data-action="close"]').click();
    site.clear();
    await link.click();
    await expect(page.locator('dialog[open] .entry__head')).toBeVisible();
  });
});

for (const locale of LOCALES) {
  test(`an unknown route, lesson or case shows a page with a way on (${locale})`, async ({ site, visit }) => {
    const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
    const main = page.locator('main[data-page="not-found"]:not([aria-busy])');
    const unknown = ['#/no/such/page', '#/lesson/no-such-lesson', '#/case/no-such-case', '#/lesson/%3Cscript%3E', '#/lesson//', `#/lesson/${'x'.repeat(5000)}`];
    for (const [index, route] of unknown.entries()) {
      // The first is opened cold, the others are followed.
      if (index === 0) await open(page, `${site.url}${route}`);
      else await page.evaluate((hash) => { window.location.hash = hash; }, route);
      await expect(main.locator('h1')).toBeVisible();
      await expect(html(page)).toHaveAttribute('lang', locale);
      await main.locator('a[href="#/"]').click();
      await expect(page.locator('main[data-page="home"]')).toBeVisible();
    }
    await page.goBack();
    await expect(main).toBeVisible();
  });

  for (const name of ['lesson', 'case']) {
    test(`an unknown ${name} opened cold shows a page with a way on (${locale})`, async ({ site, visit }) => {
      const { page } = await visit({ locale: BROWSER_LOCALE[locale] });
      await open(page, `${site.url}#/${name}/no-such-${name}`);
      await expect(page.locator('main[data-page="not-found"] a[href="#/"]')).toBeVisible();
    });
  }
}

test('a lesson that is there with a section that is not shows the lesson', async ({ page, site }) => {
  await open(page, `${site.url}#/lesson/${HOURS}/no-such-section`);
  await expect(article(page, HOURS)).toBeVisible();
});

test('the browser\'s back and forward lead through pages, languages stay', async ({ page, site }) => {
  await open(page, site.url);
  await go(page, '#/cases');
  await go(page, `#/lesson/${HOURS}`);
  await speak(page, 'km');
  await page.goBack();
  await expect(page.locator('main[data-page="cases"]')).toBeVisible();
  await expect(html(page)).toHaveAttribute('lang', 'km');
  await page.goForward();
  await expect(article(page, HOURS)).toHaveAttribute('lang', 'km');
});

test('the same build works in a sub-folder: start, take-over, contents, case, Khmer, fonts', async ({ site: root, visit }) => {
  const site = await startSite({ prefix: '/a/b/' });
  try {
    const { page } = await visit({});
    await open(page, lessonPage(site, HOURS, 'en'));
    expect(page.url()).toBe(`${site.origin}/a/b/#/lesson/${HOURS}`);
    await page.reload();
    await live(page);
    await expect(article(page, HOURS)).toBeVisible();
    await page.locator('.masthead__brand').click();
    await expect(page.locator('main[data-page="home"]')).toBeVisible();
    expect(page.url()).toBe(`${site.origin}/a/b/#/`);
    await page.locator('main .casecard').first().click();
    await expect(page.locator(`main [data-case="${CASE.id}"]`)).toBeVisible();
    await speak(page, 'km');
    await go(page, `#/lesson/${ANIMAL}`);
    await page.evaluate(() => document.fonts.ready);
    expect(site.requests.filter((it) => it.path.startsWith('fonts/')).length).toBeGreaterThan(0);
    expect(site.requests.filter((it) => it.status >= 400)).toEqual([]);
    expect(site.violations).toEqual([]);
    expect(root.requests, 'nothing was asked of the root').toEqual([]);
  } finally {
    await site.close();
  }
});
