// What the handbook holds, read where editors write it: keys of items, choices of cases, titles. The tests compare the
// pages with this and never with what the pages said last time.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './server.mjs';
import { parseToml } from './toml.mjs';

const CONTENT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'content');
const read = (...names) => readFileSync(path.join(CONTENT, ...names), 'utf8');

export const LOCALES = ['en', 'km'];

/** The browser's language in which a locale is what the reader gets without choosing. */
export const BROWSER_LOCALE = { en: 'en-GB', km: 'km-KH' };

export const KHMER = /[\u1780-\u17ff]/;

const plan = parseToml(read('handbook.toml'));

/** Parts in order, with the ids of their lessons. */
export const PARTS = plan.part;

/** Every lesson in order: id, and per locale the title and the sections; without Khmer, the English stands in. */
export const ALL_LESSONS = plan.part.flatMap((part) => part.lessons).map((id) => {
  const isWhole = existsSync(path.join(CONTENT, 'lessons', id, 'km.md'));
  const en = lessonWords(id, 'en');
  return { id, isWhole, en, km: isWhole ? lessonWords(id, 'km') : en, items: parseToml(read('lessons', id, 'items.toml')).item };
});

/** The lessons that are written in both languages. */
export const LESSONS = ALL_LESSONS.filter((it) => it.isWhole);

function lessonWords(id, locale) {
  const text = read('lessons', id, `${locale}.md`);
  const sections = [...text.matchAll(/^## (.+?) \{#([a-z0-9-]+)\}$/gm)].map(([, title, section]) => ({ id: section, title }));
  return { title: /^# (.+)$/m.exec(text)[1], sections };
}

const PHRASES = parseToml(read('phrases.toml'));

/** A phrase of the interface. */
export function phrase(name, locale) {
  return PHRASES[name]?.[locale] ?? (() => { throw new Error(`no phrase ${name}`); })();
}

/** The beginning of authored words, as far as they look on the page as they do in the file. */
export function beginning(words, length = 40) {
  return words.split(/\s*[[{*]/)[0].slice(0, length).trim();
}

/** The case that is written in both languages. */
export const CASE = loadCase('beans-and-beams');

function loadCase(id) {
  const structure = parseToml(read('scenarios', id, 'scenario.toml'));
  return { ...structure, id, en: caseWords(id, 'en'), km: caseWords(id, 'km') };
}

/** Titles of nodes, exhibits and endings, texts of choices, all by their ids. */
function caseWords(id, locale) {
  const text = read('scenarios', id, `${locale}.md`);
  const named = (marks) => Object.fromEntries(
    [...text.matchAll(new RegExp(`^${marks} (.+?) \\{#([a-z0-9-]+)\\}$`, 'gm'))].map(([, title, name]) => [name, title]));
  // Below each choice: its verdict, its ground, and what it costs.
  const notes = text.split(/^### /m).slice(1).map((piece) => [
    /\{#([a-z0-9-]+)\}/.exec(piece)[1],
    [...piece.split(/^## /m)[0].matchAll(/^> \[!([a-z]+)\]/gm)].map(([, kind]) => kind),
  ]);
  return { title: /^# (.+)$/m.exec(text)[1], titles: named('##'), choices: named('###'), notes: Object.fromEntries(notes) };
}

/** Whether all of a guard holds. */
function holds(guard = {}, state) {
  if (Array.isArray(guard)) return guard.some((it) => holds(it, state));
  return Object.entries(guard).every(([name, wanted]) => {
    if (name === 'took') return (guard.of ?? 1) <= wanted.filter((it) => state.took.includes(it)).length;
    if (name === 'untook') return !wanted.some((it) => state.took.includes(it));
    if (name === 'of') return true;
    if (name in state.flags) return [wanted].flat().includes(state.flags[name]);
    const value = state.moved[name] ?? 0;
    return (wanted.min ?? -Infinity) <= value && value <= (wanted.max ?? Infinity);
  });
}

/** Walks a case from its start: a second opinion on what the engine makes of the same file. */
export function walk(trail, scenario = CASE) {
  const flags = Object.fromEntries(Object.entries(scenario.flags).map(([name, values]) => [name, values[0]]));
  const state = { flags, moved: {}, took: [] };
  let node = scenario.node.find((it) => it.id === scenario.start);
  const nodes = [];
  for (const choice of trail) {
    const taken = node.choice.find((it) => it.id === choice && holds(it.when, state));
    if (!taken) throw new Error(`${node.id} does not offer ${choice}`);
    nodes.push(node.id);
    state.took.push(`${node.id}.${choice}`);
    for (const effect of [{ sets: taken.sets, moves: taken.moves }, ...(taken.effect ?? [])]) {
      if (!holds(effect.when, state)) continue;
      Object.assign(state.flags, effect.sets);
      for (const [name, by] of Object.entries(effect.moves ?? {})) state.moved[name] = (state.moved[name] ?? 0) + by;
    }
    node = scenario.node.find((it) => it.id === taken.to);
  }
  const exhibits = (scenario.exhibit ?? []).filter((it) => it.version.some((version) => holds(version.when, state))).map((it) => it.id);
  const offered = node?.choice.filter((it) => holds(it.when, state)).map((it) => it.id) ?? [];
  const ending = node ? undefined : scenario.ending.find((it) => holds(it.when, state))?.id;
  return { state, nodes, node: node?.id, offered, exhibits, ending };
}

/** The first trail, in the order of the file, that comes to an ending. */
export function trailTo(ending, scenario = CASE) {
  const search = (trail) => {
    const here = walk(trail, scenario);
    if (!here.node) return here.ending === ending ? trail : undefined;
    for (const choice of here.offered) {
      const found = search([...trail, choice]);
      if (found) return found;
    }
    return undefined;
  };
  return search([]) ?? (() => { throw new Error(`no trail leads to ${ending}`); })();
}

/** The fingerprint of the built case, as the app computes it: the hash in the name of its file. */
export function caseShape(dist = DIST) {
  const name = readdirSync(path.join(dist, 'content')).find((it) => new RegExp(`^case-${CASE.id}\\.[0-9a-f]+\\.json$`).test(it));
  return BigInt(`0x${name.split('.').at(-2)}`);
}
