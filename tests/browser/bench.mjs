#!/usr/bin/env node
// How soon a lesson can be read and answered, beside a static page with the same lesson: bench.mjs [DIST] [--json]
//   --runs N (7)   --lesson ID
//
// Everything is measured in one run, in turn, on a slow network and a slow processor, and what counts are the ratios:
// the milliseconds belong to the machine. Each load has a browser context of its own, hence an empty cache.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';
import { DIST, startSite } from './support/server.mjs';

const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const CPU_SLOWDOWN = 4;
const PATIENCE_MS = 60_000;
const STATIC = 'lesson/static-for-comparison.html';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '7' }, lesson: { type: 'string' } },
});
const dist = path.resolve(positionals[0] ?? DIST);
const runs = Number(options.runs);

/** The longest lesson in English, unless one is named: what holds for it holds for the others. */
function lessonPage() {
  const names = readdirSync(path.join(dist, 'lesson')).filter((name) => name.endsWith('.en.html'));
  const size = (name) => statSync(path.join(dist, 'lesson', name)).size;
  const longest = names.sort((a, b) => size(b) - size(a))[0];
  const name = options.lesson ? `${options.lesson}.en.html` : longest;
  if (!names.includes(name)) throw new Error(`no lesson page ${name} in ${dist}/lesson`);
  return name;
}

/** The same page as a host without the app would have it: no scripts, and nothing fetched ahead for them. */
function staticPage(html) {
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, '')
    .replace(/<link\b[^>]*\brel="?(modulepreload|preload|prefetch)\b[^>]*>/gi, '');
}

/** Runs in the page before anything else, and notes when things happen. */
function observe() {
  const times = { painted: undefined, words: undefined, live: undefined };
  window.__times = times;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) times.painted = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    const root = document.documentElement;
    if (times.live === undefined && root?.dataset.app === 'live') times.live = performance.now();
  };
  new MutationObserver(look).observe(document, { attributes: true, attributeFilter: ['data-app'], childList: true, subtree: true });
  // Words in the document are not words on the screen: the frame after the one that found them shows them.
  const frame = () => {
    if (document.querySelector('article[data-lesson]')?.textContent.trim()) {
      requestAnimationFrame(() => { times.words = performance.now(); });
    } else {
      requestAnimationFrame(frame);
    }
  };
  requestAnimationFrame(frame);
}

/** Presses check on the first single-choice item and waits until its feedback is painted. */
async function answer() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const id = document.querySelector('article[data-lesson] [data-item][data-kind="single"]')?.dataset.item;
  // The item is another element once it is checked.
  const find = (selector) => document.querySelector(`[data-item="${id}"] ${selector}`);
  const option = find('[data-option]');
  const check = find('button[data-action="check"]');
  if (!option || !check) return undefined;
  option.click();
  await frame();
  await frame();
  const start = performance.now();
  check.click();
  while (!find('[data-feedback]')) {
    if (performance.now() - start > 10_000) return undefined;
    await frame();
  }
  // Twice: the first callback runs before the paint that shows the feedback, the second after it.
  await frame();
  await frame();
  return performance.now() - start;
}

async function load(browser, url, hasApp) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', NETWORK);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE_MS });
    const done = (app) => {
      const { painted, words, live } = window.__times;
      return painted !== undefined && words !== undefined && (!app || live !== undefined);
    };
    await page.waitForFunction(done, hasApp, { timeout: PATIENCE_MS, polling: 100 });
    const { painted, words, live } = await page.evaluate(() => window.__times);
    const feedback = hasApp ? await page.evaluate(answer) : undefined;
    return { readable: Math.max(painted, words), interactive: live, feedback };
  } finally {
    await context.close();
  }
}

/** So many answers, as the storage of a browser would hold them before they are put together. */
function answersOf(count) {
  const entry = (at) => {
    const [replica, counter] = [`bench${String(Math.floor(at / 200)).padStart(3, '0')}`, at + 1];
    const event = { 'item-answered': { item: `item-${at % 400}`, meaning: 1, response: { chosen: ['a'] }, outcome: 'correct', sure: 'fairly', seed: '0123456789abcdef' } };
    const text = JSON.stringify({ format: 2, replica, day: '2026-11-20', at: 1795132800000 + at * 60_000, counter, event });
    return { name: `kouprey.event.main.${replica}.${String(counter).padStart(10, '0')}`, value: text };
  };
  return Array.from({ length: count }, (_, at) => entry(at));
}

/** How a long record weighs on the start and on an answer: medians at full speed, the record put together. */
async function record(browser, site, lesson, count) {
  const state = { cookies: [], origins: [{ origin: site.origin, localStorage: answersOf(count) }] };
  const context = await browser.newContext({ locale: 'en-GB', storageState: state });
  try {
    const page = await context.newPage();
    await page.addInitScript(observe);
    const open = async () => {
      await page.goto(`${site.url}lesson/${lesson}.en.html`);
      await page.waitForFunction(() => window.__times.live !== undefined, undefined, { timeout: PATIENCE_MS });
    };
    // The first visit puts the record together.
    await open();
    await page.waitForFunction(() => Object.keys(localStorage).length < 600, undefined, { timeout: PATIENCE_MS });
    const starts = [];
    for (let run = 0; run < runs; run += 1) {
      await open();
      starts.push(await page.evaluate(() => window.__times.live));
    }
    const saves = await page.evaluate(async (times) => {
      const id = document.querySelector('[data-item][data-kind="single"]').dataset.item;
      const find = (selector) => document.querySelector(`[data-item="${id}"] ${selector}`);
      const wait = () => new Promise((done) => { setTimeout(done, 20); });
      const taken = [];
      for (let time = 0; time < times; time += 1) {
        find('[data-option]').click();
        await wait();
        // The click returns once the answer is in the storage.
        const start = performance.now();
        find('[data-action="check"]').click();
        taken.push(performance.now() - start);
        await wait();
        find('[data-action="again"]').click();
        await wait();
      }
      return taken;
    }, 30);
    return { start_ms: median(starts), save_ms: median(saves) };
  } finally {
    await context.close();
  }
}

/** Words that readers look for, in both scripts: rare and common, one and several. */
const QUERIES = ['snare', 'art. 98', 'chain of custody', 'ivory', 'the', 'possess endangered', 'ភស្តុតាង', 'មាត្រា ៩៨', 'សត្វព្រៃ'];

/** From a letter that was typed to its results in the page, over the whole handbook, on a slow processor. */
async function search(browser, site) {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.goto(`${site.url}#/search`);
    await page.waitForSelector('#search-field');
    const session = await context.newCDPSession(page);
    const taken = await (async () => {
      // Both languages are brought first: what is measured is the search, not the way to it.
      for (const words of ['custody', 'ភស្តុតាង']) {
        await page.fill('#search-field', words);
        await page.waitForSelector('[data-result]');
      }
      await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
      return page.evaluate(async ({ queries, times }) => {
        const field = document.querySelector('#search-field');
        const all = [];
        for (let run = -1; run < times; run += 1) {
          for (const query of queries) {
            field.value = query;
            const start = performance.now();
            field.dispatchEvent(new Event('input', { bubbles: true }));
            // What follows from the letter runs in microtasks; when they are done, the results stand in the page.
            for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
            if (run >= 0) all.push(performance.now() - start);
            await new Promise((done) => { setTimeout(done, 120); });
          }
        }
        return all;
      }, { queries: QUERIES, times: runs });
    })();
    const worst = taken.sort((a, b) => a - b).at(Math.floor(taken.length * 0.95));
    return { median_ms: median(taken), most_ms: worst };
  } finally {
    await context.close();
  }
}

/** The files of the index with so many lessons: those that there are, again and again under other names. */
function stretched(text, isWords, count) {
  const index = JSON.parse(text);
  if (isWords) {
    for (const place of [1, 2]) {
      const there = index[place];
      index[place] = Array.from({ length: count }, (_, at) => there[at % there.length]);
    }
  } else {
    const parts = index[2];
    const there = parts.flatMap((part) => part[2]);
    const lessons = Array.from({ length: count }, (_, at) => {
      const [id, , ...rest] = there[at % there.length];
      return [at < there.length ? id : `${id.slice(0, 30)}-${at}`, at, ...rest];
    });
    const share = Math.ceil(count / parts.length);
    parts.forEach((part, at) => { part[2] = lessons.slice(at * share, (at + 1) * share); });
  }
  return JSON.stringify(index);
}

/** How the number of lessons weighs on the start of one of them: median at full speed. */
async function lessons(browser, site, name, count) {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.addInitScript(observe);
    for (const isWords of [false, true]) {
      await page.route(isWords ? /content\/words\.en\./ : /content\/handbook\./, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: stretched(await answer.text(), isWords, count) });
      });
    }
    const starts = [];
    for (let run = -1; run < runs; run += 1) {
      await page.goto(`${site.url}lesson/${name}`);
      await page.waitForFunction(() => window.__times.live !== undefined, undefined, { timeout: PATIENCE_MS });
      if (run >= 0) starts.push(await page.evaluate(() => window.__times.live));
    }
    return median(starts);
  } finally {
    await context.close();
  }
}

function median(numbers) {
  const known = numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = Math.floor(known.length / 2);
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

function summary(loads, key) {
  const rounded = (number) => (number === null ? null : Math.round(number));
  const ratio = (number, beside) => (number === null || !beside ? null : Math.round((number / beside) * 100) / 100);
  const medians = Object.fromEntries(Object.entries(loads).map(([name, list]) => [name, median(list.map((it) => it[key]))]));
  const beside = median(loads.static.map((it) => it.readable));
  return Object.fromEntries(Object.entries(medians)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, { ms: rounded(value), to_static_readable: ratio(value, beside) }]));
}

async function measure() {
  const name = lessonPage();
  const id = name.replace(/\.en\.html$/, '');
  const html = readFileSync(path.join(dist, 'lesson', name), 'utf8');
  const site = await startSite({ dist, pages: new Map([[STATIC, staticPage(html)]]) });
  const entries = [
    ['static', `${site.url}${STATIC}`, false],
    ['lesson_page', `${site.url}lesson/${name}`, true],
    ['hash_link', `${site.url}index.html#/lesson/${id}`, true],
  ];
  const browser = await chromium.launch(launchOptions);
  const loads = Object.fromEntries(entries.map(([entry]) => [entry, []]));
  const records = {};
  const starts = {};
  let found;
  try {
    // The first round warms browser and disk and is not counted.
    for (let run = -1; run < runs; run += 1) {
      for (const [entry, url, hasApp] of entries) {
        const times = await load(browser, url, hasApp);
        if (run >= 0) loads[entry].push(times);
      }
    }
    for (const count of [100, 10_000]) records[count] = await record(browser, site, id, count);
    // The first lesson of the plan is there whatever their number.
    for (const count of [10, 100, 1000]) starts[count] = await lessons(browser, site, 'what-a-living-animal-does.en.html', count);
    found = await search(browser, site);
  } finally {
    await browser.close();
    await site.close();
  }
  return {
    lesson: id,
    runs,
    network: { round_trip_ms: NETWORK.latency, down_bits_per_second: NETWORK.downloadThroughput * 8 },
    cpu_slowdown: CPU_SLOWDOWN,
    readable: summary(loads, 'readable'),
    interactive: summary(loads, 'interactive'),
    records,
    lessons: starts,
    search: found,
    check_to_feedback_ms: Object.fromEntries(Object.entries(summary(loads, 'feedback')).map(([entry, { ms }]) => [entry, ms])),
  };
}

function print(result) {
  console.log(`lesson ${result.lesson}: medians of ${result.runs} loads with an empty cache, `
    + `${result.network.round_trip_ms} ms round trip, ${result.network.down_bits_per_second / 1e6} Mbit/s, `
    + `processor ${result.cpu_slowdown} times slower`);
  for (const key of ['readable', 'interactive']) {
    for (const [entry, { ms, to_static_readable: ratio }] of Object.entries(result[key])) {
      console.log(`  ${key.padEnd(12)}${entry.padEnd(12)}${String(ms).padStart(7)} ms   ${ratio?.toFixed(2)} × the static page's words`);
    }
  }
  for (const [entry, ms] of Object.entries(result.check_to_feedback_ms)) {
    console.log(`  ${'feedback'.padEnd(12)}${entry.padEnd(12)}${String(ms).padStart(7)} ms   from pressing check to paint`);
  }
  for (const [count, ms] of Object.entries(result.lessons)) {
    console.log(`  ${'lessons'.padEnd(12)}${count.padEnd(12)}${ms.toFixed(0).padStart(7)} ms   to start at full speed, ${(ms / result.lessons[10]).toFixed(2)} × with 10`);
  }
  const { median_ms: usual, most_ms: most } = result.search;
  console.log(`  ${'search'.padEnd(12)}${''.padEnd(12)}${usual.toFixed(1).padStart(7)} ms   from a letter to its results, processor slowed; 95 of 100 within ${most.toFixed(1)} ms`);
  const least = result.records[100].start_ms;
  for (const [count, { start_ms: start, save_ms: save }] of Object.entries(result.records)) {
    console.log(`  ${'record'.padEnd(12)}${count.padEnd(12)}${start.toFixed(0).padStart(7)} ms   to start, ${(start / least).toFixed(2)} × with 100 entries; ${save.toFixed(1)} ms to save an answer`);
  }
}

const result = await measure();
if (options.json) console.log(JSON.stringify(result, null, 2));
else print(result);
