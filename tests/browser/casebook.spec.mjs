// Every case, played: to its best and its worst ending, in both themes, by keyboard; and left and taken up again anywhere.
import { expect, test } from './support/fixture.mjs';
import { events, open } from './support/journey.mjs';
import { roads } from './support/roads.mjs';

const CASES = roads();
const found = (id) => CASES.find((it) => it.id === id);

const press = async (page, locator, key) => {
  await locator.focus();
  await page.keyboard.press(key);
};
const next = (page) => press(page, page.locator('[data-action="next"]'), 'Enter');
const task = (page) => page.locator('[data-task]').getAttribute('data-task');

/** Does at a node what a stay says, by keyboard. */
async function stay(page, { node, steps }) {
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', node);
  const kind = await task(page);
  for (const { choice, months } of steps) {
    if (kind === 'decision' || kind === 'examination') {
      await press(page, page.locator(`button[data-choice="${choice}"]`), 'Enter');
      await next(page);
      if (kind === 'examination') await expect(page.locator(`[data-asked="${choice}"] .transcript__a`)).not.toBeEmpty();
    } else if (months !== undefined) {
      await place(page, months);
    } else if (choice !== 'done') {
      await press(page, page.locator(`input[data-choice="${choice}"]`), 'Space');
      await expect(page.locator(`input[data-choice="${choice}"]`)).toBeChecked();
    }
  }
  if (kind !== 'decision' && kind !== 'examination') await next(page);
}

/** Moves the mark on the scale of months by keyboard. */
async function place(page, months) {
  const slider = page.locator('input[type="range"]');
  await slider.focus();
  // From 0 a way to the right is needed before the mark counts as placed.
  for (let at = 0; at < Math.max(1, months); at += 1) await page.keyboard.press('ArrowRight');
  if (months === 0) await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveValue(String(months));
}

async function begin(page, site, id) {
  await open(page, `${site.url}#/case/${id}`);
  await press(page, page.locator('[data-action="start"]'), 'Enter');
}

for (const { id, best, worst } of CASES) {
  for (const [name, road, colorScheme] of [['best', best, 'light'], ['worst', worst, 'dark']]) {
    test.describe(`${id} to its ${name} ending`, () => {
      test.use({ colorScheme });

      test(`${id} is played by keyboard to its ${name} ending (${colorScheme})`, async ({ page, site }) => {
        await begin(page, site, id);
        for (const it of road.stays) {
          await stay(page, it);
          await expect(page.locator('.verdict').first(), 'every decision has its feedback').toBeVisible();
          await expect(page.locator('.ground[data-kind="ground"]').first()).toBeVisible();
          await expect(page.locator('#node-title'), 'the reader is led to its head').toBeFocused();
          await next(page);
        }
        const debrief = page.locator(`[data-debrief="${road.ending}"]`);
        await expect(debrief).toBeVisible();
        await expect(debrief.locator('svg.road:visible')).toHaveCount(1);
        await expect(debrief.locator('.road__disc[data-state="taken"]:visible')).toHaveCount(road.stays.length);
        expect(await debrief.locator('.turn').count(), 'two decisions at most are said to have mattered').toBeLessThanOrEqual(2);
        expect((await events(page)).filter((it) => it['playthrough-ended'])).toHaveLength(1);
      });
    });
  }
}

/** What stands on the desk: where one is, what lies in the file, what the court will see, what has been asked. */
const standing = (page) => page.evaluate(async () => {
  // What a step changes is drawn by the second frame.
  await new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); });
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  return {
    node: document.querySelector('[data-case]').dataset.node,
    file: all('li[data-exhibit]', (it) => `${it.dataset.exhibit} ${it.dataset.state} ${it.innerText}`),
    court: all('[data-court]', (it) => it.dataset.court),
    asked: all('[data-asked]', (it) => it.innerText),
    choices: all('[data-choice]', (it) => it.dataset.choice),
  };
});

for (const id of ['spare-parts', 'grandfathers-bangles']) {
  test(`${id} stands as it stood when it is rewound or the browser is closed at any decision`, async ({ page, site }) => {
    test.setTimeout(90_000);
    await begin(page, site, id);
    const before = [];
    for (const [index, it] of found(id).best.stays.entries()) {
      const here = await standing(page);
      before.push(here);
      await page.reload();
      await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
      expect(await standing(page), `closed at ${it.node}`).toEqual(here);
      if (0 < index) {
        await press(page, page.locator('[data-action="back"]'), 'Enter');
        await expect(page.locator('[data-case]')).toHaveAttribute('data-node', before[index - 1].node);
        expect(await standing(page), `rewound from ${it.node}`).toEqual(before[index - 1]);
        await stay(page, found(id).best.stays[index - 1]);
        await next(page);
        await expect(page.locator('[data-case]')).toHaveAttribute('data-node', it.node);
        expect(await standing(page), `played again to ${it.node}`).toEqual(here);
      }
      await stay(page, it);
      await next(page);
    }
    await expect(page.locator('[data-debrief]')).toBeVisible();
  });
}

test('an examination that is left in its middle goes on with what has been answered, and one question can be taken back', async ({ page, site }) => {
  const { stays } = found('spare-parts').best;
  const place = stays.findIndex((it) => it.node === 'geneticist');
  await begin(page, site, 'spare-parts');
  for (const it of stays.slice(0, place)) {
    await stay(page, it);
    await next(page);
  }
  const [first, second] = stays[place].steps;
  for (const { choice } of [first, second]) {
    await press(page, page.locator(`button[data-choice="${choice}"]`), 'Enter');
    await next(page);
    await expect(page.locator(`[data-asked="${choice}"]`)).toBeVisible();
  }
  const here = await standing(page);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
  expect(await standing(page)).toEqual(here);
  await expect(page.locator('.verdict:visible'), 'nothing is judged before the last question').toHaveCount(0);
  await page.locator('[data-action="back"]').click();
  await expect(page.locator('[data-asked]')).toHaveCount(1);
  await expect(page.locator(`button[data-choice="${second.choice}"]`), 'it can be asked again').toBeVisible();
});

test('what is missing is asked for: a question, a charge, a term, a point to pin to', async ({ page, site }) => {
  const { stays } = found('spare-parts').best;
  await begin(page, site, 'spare-parts');
  await page.locator('[data-action="pin"]').click();
  await expect(page.locator('.pinning [role="alert"]')).not.toBeEmpty();
  const place = stays.findIndex((it) => it.node === 'charges');
  for (const it of stays.slice(0, place)) {
    await stay(page, it);
    await next(page);
  }
  await next(page);
  await expect(page.locator('[data-task="charging"] [role="alert"]').last()).not.toBeEmpty();
  await expect(page.locator('[data-case]')).toHaveAttribute('data-node', 'charges');
});

test('words of an exhibit are pinned to an element, stay pinned, stand in the debrief, and can be taken off', async ({ page, site }) => {
  const { stays } = found('price-in-inbox').best;
  await begin(page, site, 'price-in-inbox');
  const paper = page.locator('#exhibit .paper__body');
  await paper.evaluate((it) => {
    const text = document.createTreeWalker(it, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, Math.min(12, text.length));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await expect(page.locator('.pinning blockquote')).toBeVisible();
  const quote = await page.locator('.pinning blockquote').innerText();
  await page.locator('select[name="point"]').selectOption({ index: 1 });
  await page.locator('[data-action="pin"]').click();
  const points = page.locator('details.points');
  await points.locator('summary').click();
  await expect(points.locator('.pins li')).toHaveCount(1);
  await expect(points.locator('.pins q')).toContainText(quote.slice(0, 8));
  expect((await events(page)).filter((it) => it['evidence-pinned'])).toHaveLength(1);
  await page.reload();
  await expect(page.locator('details.points .pins li')).toHaveCount(1);
  for (const it of stays) {
    await stay(page, it);
    await next(page);
  }
  await page.locator('[data-block="held"] summary').click();
  await expect(page.locator('[data-block="held"] q')).toHaveCount(1);
  await page.locator('.road-map').waitFor();
});

test('the kit of a case opens and has a sheet of every kind', async ({ page, site }) => {
  await open(page, `${site.url}#/desk/kit/seat-27`);
  await expect(page.locator('[data-kit="seat-27"] h1')).toBeVisible();
  await expect(page.locator('.kit__card').first()).toBeVisible();
  expect(await page.locator('.kit .paper').count()).toBeGreaterThan(6);
  await expect(page.locator('.kit__form')).toHaveCount(2);
  await page.evaluate(() => { window.print = () => { document.documentElement.dataset.printed = 'yes'; }; });
  await page.locator('[data-action="print"]').click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the file is a drawer under the decision, and the road map fits', async ({ page, site }) => {
    const { stays } = found('purple-granules').worst;
    await begin(page, site, 'purple-granules');
    const body = page.locator('.drawer__body');
    await expect(body).toBeHidden();
    await page.locator('[data-action="file-open"]').click();
    await expect(body).toBeVisible();
    await page.locator('[data-action="file-close"]').click();
    await expect(body).toBeHidden();
    for (const it of stays) {
      await stay(page, it);
      await next(page);
    }
    const map = await page.locator('svg.road:visible').boundingBox();
    expect(map.x).toBeGreaterThanOrEqual(0);
    expect(map.x + map.width).toBeLessThanOrEqual(360);
    // Letters of the map are as large as those of the page's smallest text.
    const letter = await page.locator('svg.road:visible text').first().evaluate((it) => it.getBoundingClientRect().height);
    expect(letter).toBeGreaterThan(11);
  });
});
