// What a reader does again and again: opening a page, walking by keyboard, playing a case; and looking into the record.
import { expect } from './fixture.mjs';
import { CASE, caseShape } from './handbook.mjs';

/** Until the app answers. */
export async function live(page) {
  await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
}

/** Opens an address and waits for the app. */
export async function open(page, address) {
  await page.goto(address);
  await live(page);
}

/** What stands on the screen once a route has been reached. */
function sign(route) {
  const [, kind, id] = route.split('?')[0].split('/');
  if (kind === 'lesson') return `main:not([aria-busy]) article[data-lesson="${id}"]`;
  if (kind === 'case') return `main:not([aria-busy]) [data-case="${id}"]`;
  return `main[data-page="${kind || 'home'}"]:not([aria-busy])`;
}

/** Goes to a route within the app, as a link would. */
export async function go(page, route) {
  await page.evaluate((hash) => { window.location.hash = hash; }, route);
  await expect(page.locator(sign(route))).toBeVisible();
}

/** Changes the language with the switch in the masthead. */
export async function speak(page, locale) {
  await page.locator('[data-action="language"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.locator('main:not([aria-busy])')).toBeVisible();
}

/** Presses Tab, or Shift+Tab, until the focus is on what the selector names. */
export async function tabTo(page, selector, { back = false, most = 400 } = {}) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    if (await page.evaluate((wanted) => Boolean(document.activeElement?.matches(wanted)), selector)) return;
  }
  throw new Error(`${most} presses of Tab do not lead to ${selector}`);
}

/** What has the focus, as a selector of its own. */
export const focused = (page) => page.evaluate(() => {
  const { tagName, id, dataset } = document.activeElement;
  return { tag: tagName.toLowerCase(), id, ...dataset };
});

/** Takes one decision of a case. With feedback at once, stays at the feedback unless `read` says to go on. */
export async function decide(page, choice, { read = false } = {}) {
  await page.locator(`[data-choice="${choice}"]`).click();
  await page.locator('[data-action="next"]').click();
  if (read) {
    await expect(page.locator('.verdict [data-feedback]')).toBeVisible();
    await page.locator('[data-action="next"]').click();
  }
}

/** Begins the case from its brief and takes these decisions. `timing` is that of the feedback. */
export async function play(page, trail, timing = 'at-once') {
  await page.locator(`input[name="feedback"][value="${timing}"]`).check();
  await page.locator('[data-action="start"]').click();
  for (const choice of trail) await decide(page, choice, { read: timing === 'at-once' });
}

/** Everything of ours in the browser's storage. */
export const stored = (page) => page.evaluate(() =>
  Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('kouprey.')).sort()));

/** What the record in the browser's storage says has happened, in order. */
export async function events(page) {
  const entries = Object.entries(await stored(page)).filter(([key]) => key.startsWith('kouprey.event.'));
  return entries.map(([, text]) => JSON.parse(text)).sort((a, b) => a.counter - b.counter).map(({ event }) => event);
}

/** The words of a file that a button hands over. */
export async function downloadedText(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}

/** The downloaded record as data. */
export async function download(page, button) {
  const { name, text } = await downloadedText(page, button);
  return { name, record: JSON.parse(text) };
}

const REPLICA = 'journey1';

/** Events as entries of the storage, as the app would have written them. */
export function recorded(events, { day = '2026-11-20', replica = REPLICA } = {}) {
  return Object.fromEntries(events.map((event, index) => {
    const counter = index + 1;
    // The fingerprint of a case is a number that JavaScript can't write: it stands in as a text until here.
    const text = JSON.stringify({ format: 1, profile: 'main', counter, replica, at: 1795132800000 + counter, day, event });
    return [`kouprey.event.${replica}.${String(counter).padStart(10, '0')}`, text.replace(/"(\d+)n"/g, '$1')];
  }));
}

/** The events of a case played along a trail; `before` events stand before them in the record. */
export function played(trail, { ending, before = 0, feedback = 'at-once' } = {}) {
  const playthrough = `${REPLICA}-${before + 1}`;
  const nodes = [];
  let node = CASE.node.find((it) => it.id === CASE.start);
  for (const choice of trail) {
    nodes.push(node.id);
    node = CASE.node.find((it) => it.id === node.choice.find(({ id }) => id === choice).to);
  }
  return [
    { 'playthrough-began': { scenario: CASE.id, playthrough, seed: 7, trail: [], feedback, shape: `${caseShape()}n` } },
    ...trail.map((choice, index) => ({ 'choice-taken': { playthrough, node: nodes[index], choice } })),
    ...(ending ? [{ 'playthrough-ended': { playthrough, ending } }] : []),
  ];
}

/** A browser context's state in which the site finds these entries in its storage. */
export function keeping(site, entries) {
  const localStorage = Object.entries(entries).map(([name, value]) => ({ name, value }));
  return { cookies: [], origins: [{ origin: site.origin, localStorage }] };
}

/** A whole number as the pages of a locale write it. */
export function numeral(value, locale) {
  const digits = String(value);
  return locale === 'km' ? digits.replace(/[0-9]/g, (digit) => String.fromCharCode(0x17e0 + Number(digit))) : digits;
}

/** A number that a page of any locale shows. */
export function numberOf(text) {
  const latin = text.trim().replace(/[០-៩]/g, (digit) => String(digit.charCodeAt(0) - 0x17e0));
  return Number(latin.replace(/[−–]/, '-').replace('+', ''));
}
