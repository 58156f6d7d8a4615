// Reading a lesson and answering its questions, by keyboard alone.
import { expect, test } from './support/fixture.mjs';
import { ALL_LESSONS, BROWSER_LOCALE, KHMER, LESSONS, LOCALES, beginning, phrase } from './support/handbook.mjs';
import { events, focused, numeral, open, tabTo } from './support/journey.mjs';

const HOURS = LESSONS[1];
const openLesson = (page, site, id) => open(page, `${site.url}#/lesson/${id}`);
const itemAt = (page, item) => page.locator(`[data-item="${item.id}"]`);
const within = (item, selector) => `[data-item="${item.id}"] ${selector}`;
const keys = (item) => item.option.filter((it) => it.key).map((it) => it.id);

/** Everything of an item that its feedback explains, with the words that must stand there. */
function explained(item, locale) {
  const parts = [...(item.option ?? []), ...(item.step ?? []), ...(item.pair ?? []), ...(item.spare ?? [])];
  return parts.map((part) => ({ id: part.id, why: beginning(part[locale].why) }));
}

/** Gives the right response with the keys of the keyboard. The focus may be anywhere before the item. */
const answer = {
  async single(page, item) {
    await tabTo(page, within(item, '[data-option]'));
    await page.keyboard.press('Space');
    for (let pressed = 0; (await focused(page)).option !== keys(item)[0]; pressed += 1) {
      expect(pressed, 'the arrows lead to every option').toBeLessThan(item.option.length);
      await page.keyboard.press('ArrowDown');
    }
  },
  async multiple(page, item) {
    for (let index = 0; index < item.option.length; index += 1) {
      await tabTo(page, within(item, '[data-option]'));
      if (keys(item).includes((await focused(page)).option)) await page.keyboard.press('Space');
    }
  },
  async ordering(page, item) {
    for (const [place, { id }] of item.step.entries()) {
      const steps = () => itemAt(page, item).locator('[data-step]').evaluateAll((all) => all.map((it) => it.dataset.step));
      let moves = (await steps()).indexOf(id) - place;
      if (moves === 0) continue;
      const up = within(item, `[data-step="${id}"] [data-way="up"]`);
      await tabTo(page, up);
      for (; moves > 0; moves -= 1) {
        const before = (await steps()).indexOf(id);
        await page.keyboard.press('Enter');
        await expect.poll(async () => (await steps()).indexOf(id)).toBe(before - 1);
        await expect(page.locator(up), 'the focus goes with the step').toBeFocused();
      }
    }
    expect(await itemAt(page, item).locator('[data-step]').evaluateAll((all) => all.map((it) => it.dataset.step))).toEqual(item.step.map((it) => it.id));
  },
  async matching(page, item) {
    const selects = itemAt(page, item).locator('select');
    const shown = await selects.first().locator('option').evaluateAll((all) => all.map((it) => it.value));
    // The furthest down its list first: whether passing a partner takes it away has a test of its own.
    const order = [...item.pair].sort((a, b) => shown.indexOf(b.id) - shown.indexOf(a.id));
    await tabTo(page, within(item, 'select'));
    for (const { id } of order) {
      const place = () => selects.evaluateAll((all) => all.indexOf(document.activeElement));
      const wanted = item.pair.findIndex((it) => it.id === id);
      while ((await place()) !== wanted) await page.keyboard.press((await place()) < wanted ? 'Tab' : 'Shift+Tab');
      for (let pressed = 0; (await selects.nth(wanted).inputValue()) !== id; pressed += 1) {
        expect(pressed, 'the arrows lead to every partner').toBeLessThan(shown.length);
        await page.keyboard.press('ArrowDown');
      }
    }
  },
  async judgement(page, item) {
    await tabTo(page, within(item, '[data-option]'));
    await page.keyboard.press('Space');
    for (let pressed = 0; Number((await focused(page)).option) !== item.range.low; pressed += 1) {
      expect(pressed).toBeLessThan(item.scale.max - item.scale.min + 1);
      await page.keyboard.press('ArrowRight');
    }
  },
};
answer.vignette = answer.single;

for (const locale of LOCALES) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale: BROWSER_LOCALE[locale] });

    for (const lesson of LESSONS) {
      test(`every item of ${lesson.id} is answered right by keyboard alone, and every option is explained (${locale})`, async ({ page, site }) => {
        test.setTimeout(90_000);
        await openLesson(page, site, lesson.id);
        const shown = await page.locator('[data-item]').evaluateAll((all) => all.map((it) => it.dataset.item));
        expect([...shown].sort()).toEqual(lesson.items.map((it) => it.id).sort());
        for (const id of shown) {
          const item = lesson.items.find((it) => it.id === id);
          await expect(itemAt(page, item)).toHaveAttribute('data-kind', item.kind);
          await expect(itemAt(page, item)).toContainText(beginning(item[locale].ask));
          await answer[item.kind](page, item);
          const check = itemAt(page, item).locator('[data-action="check"]');
          await expect(check).toBeEnabled();
          await tabTo(page, within(item, '[data-action="check"]'));
          await page.keyboard.press('Enter');

          const feedback = itemAt(page, item).locator('[data-feedback]');
          await expect(feedback, `${id} is right`).toHaveAttribute('data-feedback', 'correct');
          await expect(feedback).toBeVisible();
          await expect(feedback, 'the focus is on the feedback').toBeFocused();
          await expect(feedback).toContainText(phrase('feedback-correct', locale));
          await expect(feedback).toContainText(beginning(item[locale].why));
          const rows = itemAt(page, item).locator('li');
          if (item.kind === 'judgement') {
            await expect(rows).toContainText([beginning(item[locale].below)]);
            await expect(rows).toContainText([beginning(item[locale].above)]);
          } else {
            const parts = explained(item, locale);
            await expect(rows).toHaveCount(parts.length);
            for (const { id: option, why } of parts) {
              await expect(itemAt(page, item).locator(`li[data-option="${option}"]`)).toContainText(why);
            }
          }
        }
        const answered = (await events(page)).flatMap((it) => it['item-answered'] ?? []);
        expect(answered.map((it) => [it.item, it.outcome])).toEqual(shown.map((id) => [id, 'correct']));
      });
    }

    test(`a response that is not whole gets a prompt, and the check button always answers (${locale})`, async ({ page, site }) => {
      for (const lesson of LESSONS) {
        await openLesson(page, site, lesson.id);
        await expect(page.locator('[data-action="check"]')).toHaveCount(lesson.items.length);
        for (const item of lesson.items.filter((it) => it.kind !== 'ordering')) {
          const check = itemAt(page, item).locator('[data-action="check"]');
          await expect(check).toBeEnabled();
          await check.focus();
          await page.keyboard.press('Enter');
          const prompt = itemAt(page, item).locator('[role="alert"]');
          await expect(prompt).not.toBeEmpty();
          await expect(prompt).toBeVisible();
          expect(KHMER.test(await prompt.innerText())).toBe(locale === 'km');
          await expect(check, 'it is never disabled').toBeEnabled();
          await expect(itemAt(page, item).locator('[data-feedback]')).toHaveCount(0);
        }
      }
      expect((await events(page)).filter((it) => it['item-answered']), 'nothing was recorded as an answer').toEqual([]);
    });

    test(`a half-made match is told how many partners are missing (${locale})`, async ({ page, site }) => {
      await openLesson(page, site, HOURS.id);
      const item = HOURS.items.find((it) => it.kind === 'matching');
      const [first, ...others] = item.pair;
      await itemAt(page, item).locator(`select[data-option="${first.id}"]`).selectOption(first.id);
      await itemAt(page, item).locator('[data-action="check"]').click();
      await expect(itemAt(page, item).locator('[role="alert"]')).toHaveText(phrase('prompt-match', locale).replace('{0}', numeral(others.length, locale)));
      for (const { id } of others) await itemAt(page, item).locator(`select[data-option="${id}"]`).selectOption(id);
      await expect(itemAt(page, item).locator('[role="alert"]'), 'the prompt goes once there is more').toBeEmpty();
      await itemAt(page, item).locator('[data-action="check"]').click();
      await expect(itemAt(page, item).locator('[data-feedback="correct"]')).toBeVisible();
    });

    test(`a paragraph shows its other language and hides it again, by keyboard (${locale})`, async ({ page, site }) => {
      await openLesson(page, site, HOURS.id);
      await tabTo(page, 'article [data-flip]');
      const button = page.locator(':focus');
      await expect(button).toHaveAttribute('aria-expanded', 'false');
      const flip = page.locator('.flip').filter({ has: page.locator(`[data-flip="${await button.getAttribute('data-flip')}"]`) });
      const own = await flip.locator('> :first-child').innerText();
      await page.keyboard.press('Enter');
      const other = flip.locator('.flip__other');
      await expect(other).toBeVisible();
      await expect(other).toHaveAttribute('lang', locale === 'en' ? 'km' : 'en');
      const words = await other.locator('> :first-child').innerText();
      expect(KHMER.test(words)).toBe(locale === 'en');
      expect(words).not.toBe(own);
      await expect(flip.locator('[data-flip]')).toHaveAttribute('aria-expanded', 'true');
      await expect(flip.locator('[data-flip]'), 'the focus stays').toBeFocused();
      await expect(page.locator('.flip__other'), 'no other paragraph turns').toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect(other).toHaveCount(0);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
    });

    test(`an entry opens in a dialog and closes again by keyboard, and the focus comes back (${locale})`, async ({ page, site }) => {
      await openLesson(page, site, HOURS.id);
      for (const [kind, close] of [['org', 'Escape'], ['article', 'Enter'], ['term', 'Escape'], ['source', 'Enter']]) {
        const selector = `article :not(.note__body > p) > a[href^="#entry-${kind}-"]`;
        await page.locator('main').focus();
        await tabTo(page, selector);
        const link = await page.evaluateHandle(() => document.activeElement);
        await page.keyboard.press('Enter');
        const dialog = page.locator('dialog[open]');
        await expect(dialog).toBeVisible();
        const title = dialog.locator('#entry-title');
        await expect(title).not.toBeEmpty();
        await expect(dialog).toHaveAccessibleName(await title.innerText());
        expect(await dialog.evaluate((it) => it.contains(document.activeElement)), 'the focus is in the dialog').toBe(true);
        if (close === 'Enter') await tabTo(page, 'dialog [data-action="close"]', { most: 30 });
        await page.keyboard.press(close);
        await expect(dialog).toHaveCount(0);
        expect(await link.evaluate((it) => it === document.activeElement), `the focus is on the ${kind} again`).toBe(true);
      }
      expect(new URL(page.url()).hash, 'the address is the lesson all the while').toBe(`#/lesson/${HOURS.id}`);
    });
  });
}

test('answers that are wrong or right in part say so, and what was missed', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const single = HOURS.items.find((it) => it.kind === 'single');
  const wrong = single.option.find((it) => !it.key).id;
  await itemAt(page, single).locator(`[data-option="${wrong}"]`).check();
  await itemAt(page, single).locator('[name^="sure"][value="certain"]').check();
  await itemAt(page, single).locator('[data-action="check"]').click();
  await expect(itemAt(page, single).locator('[data-feedback="wrong"]')).toBeVisible();
  await expect(itemAt(page, single).locator(`li[data-option="${wrong}"]`)).toContainText(phrase('verdict-wrong', 'en'));
  await expect(itemAt(page, single).locator(`li[data-option="${keys(single)[0]}"]`)).toContainText(phrase('verdict-missed', 'en'));
  await expect(itemAt(page, single), 'how sure one was is said again').toContainText(phrase('sure-certain', 'en'));

  const multiple = HOURS.items.find((it) => it.kind === 'multiple');
  await itemAt(page, multiple).locator(`[data-option="${keys(multiple)[0]}"]`).check();
  await itemAt(page, multiple).locator('[data-action="check"]').click();
  await expect(itemAt(page, multiple).locator('[data-feedback="partly"]')).toBeVisible();
  await expect(itemAt(page, multiple).locator('li[data-state="missed"]')).toHaveCount(keys(multiple).length - 1);

  // Steps left as they stood are an answer, and never the right one.
  const ordering = HOURS.items.find((it) => it.kind === 'ordering');
  await itemAt(page, ordering).locator('[data-action="check"]').click();
  await expect(itemAt(page, ordering).locator('[data-feedback]')).toHaveAttribute('data-feedback', /^(partly|wrong)$/);

  const answered = (await events(page)).flatMap((it) => it['item-answered'] ?? []);
  expect(answered.map((it) => [it.item, it.outcome, it.sure])).toEqual([
    [single.id, 'wrong', 'certain'], [multiple.id, 'partly', undefined], [ordering.id, expect.stringMatching(/^(partly|wrong)$/), undefined],
  ]);
});

test('the arrows in one list of partners take nothing from the others', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const item = HOURS.items.find((it) => it.kind === 'matching');
  const selects = itemAt(page, item).locator('select');
  const shown = await selects.first().locator('option').evaluateAll((all) => all.map((it) => it.value).slice(1));
  const value = (index) => selects.nth(index).inputValue();
  await selects.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  expect(await value(0)).toBe(shown[0]);
  // On the way to a partner further down the arrow passes the one that is taken.
  await page.keyboard.press('Tab');
  await expect(selects.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => value(1)).toBe(shown[1]);
  expect(await value(0), 'the first keeps its partner').toBe(shown[0]);
});

test('an item can be tried again by keyboard, in another order, and both tries are kept', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const item = HOURS.items.find((it) => it.kind === 'single' && it.option.length === 4);
  const order = () => itemAt(page, item).locator('input[data-option]').evaluateAll((all) => all.map((it) => it.dataset.option));
  const first = await order();
  await tabTo(page, within(item, '[data-option]'));
  await page.keyboard.press('Space');
  await tabTo(page, within(item, '[data-action="check"]'));
  await page.keyboard.press('Enter');
  await expect(itemAt(page, item).locator('[data-feedback]')).toBeFocused();
  await tabTo(page, within(item, '[data-action="again"]'));
  await page.keyboard.press('Enter');
  await expect(itemAt(page, item).locator('[data-feedback]')).toHaveCount(0);
  await expect(itemAt(page, item).locator('input:checked')).toHaveCount(0);
  await expect(itemAt(page, item).locator('input[data-option]').first(), 'the focus is on the first option').toBeFocused();
  expect([...(await order())].sort()).toEqual([...first].sort());
  expect(await order(), 'the options are shuffled for each try').not.toEqual(first);
  await itemAt(page, item).locator(`[data-option="${keys(item)[0]}"]`).check();
  await itemAt(page, item).locator('[data-action="check"]').click();
  await expect(itemAt(page, item).locator('[data-feedback="correct"]')).toBeVisible();
  expect((await events(page)).filter((it) => it['item-answered'])).toHaveLength(2);
});

test('Enter in an item checks it', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const item = HOURS.items.find((it) => it.kind === 'single');
  await itemAt(page, item).locator(`[data-option="${keys(item)[0]}"]`).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(itemAt(page, item).locator('[data-feedback="correct"]')).toBeVisible();
});

test('a section counts as read when its end was seen, and the rail shows it', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const rail = page.locator('.rail__list li');
  const done = () => rail.evaluateAll((all) => all.map((it) => it.dataset.state === 'done'));
  await expect(rail).toHaveCount(HOURS.en.sections.length);
  expect(await done()).toEqual(HOURS.en.sections.map(() => false));

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(done, 'who jumps to the end has not read the middle').toEqual(HOURS.en.sections.map((_, index) => index === HOURS.en.sections.length - 1));
  await page.evaluate(() => window.scrollTo(0, 0));
  // Screen by screen, with a frame for each, since the browser tells of one scroll a frame.
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
    for (let y = -1; y !== window.scrollY; await frame()) {
      y = window.scrollY;
      window.scrollBy(0, window.innerHeight * 0.9);
    }
  });
  await expect.poll(done).toEqual(HOURS.en.sections.map(() => true));
  const read = (await events(page)).flatMap((it) => it['section-read'] ?? []).map((it) => it.section);
  expect([...read].sort()).toEqual(HOURS.en.sections.map((it) => it.id).sort());
  expect(new Set(read).size, 'each is recorded once').toBe(read.length);
});

test('the rail leads to a section by keyboard, and the address names it', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  const section = HOURS.en.sections[2].id;
  await tabTo(page, `.rail__list a[href="#${section}"]`);
  await page.keyboard.press('Enter');
  await expect(page.locator(`section[data-section="${section}"]`)).toBeFocused();
  await expect(page.locator(`section[data-section="${section}"]`)).toBeInViewport();
  expect(new URL(page.url()).hash).toBe(`#/lesson/${HOURS.id}/${section}`);
  await expect(page.locator(`.rail__list a[href="#${section}"]`)).toHaveAttribute('aria-current', 'true');
});

test('the first Tab offers the way past the masthead, and it leads to the text', async ({ page, site }) => {
  await openLesson(page, site, HOURS.id);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await expect(page.locator('.skip')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.closest('main') !== null)).toBe(true);
});

test('the pager leads to the neighbouring lesson and begins at its head', async ({ page, site }) => {
  await openLesson(page, site, LESSONS[0].id);
  await tabTo(page, '.pager [data-action="next"]');
  await page.keyboard.press('Enter');
  await expect(page.locator(`article[data-lesson="${ALL_LESSONS[1].id}"]`)).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.locator('main')).toBeFocused();
  await page.locator('.pager [data-action="previous"]').click();
  await expect(page.locator(`article[data-lesson="${LESSONS[0].id}"]`)).toBeVisible();
});
