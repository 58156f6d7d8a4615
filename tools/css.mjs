#!/usr/bin/env node
// Joins style/ into small style sheets: node tools/css.mjs SHEET OUT
//
// Trunk does not follow @import, and a chain of imports would cost readers a round trip each. The order of the
// files is the order of the layers; inside components/ it is alphabetical and may not matter. Two sheets: `style` for
// every page, `practice` for what only cases and workshops show, which comes with them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'lightningcss';

const STYLE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'style');

/** The oldest browsers that readers have: Chrome and Edge 109 are the last on Windows 7. */
const TARGETS = {
  chrome: version(109), edge: version(109), firefox: version(115), safari: version(16, 4), ios_saf: version(16, 4),
};

function version(major, minor = 0) {
  return (major << 16) | (minor << 8);
}

function fail(message) {
  console.error(`css: ${message}`);
  process.exit(1);
}

/** The files of each sheet in order, as paths from style/. */
const SHEETS = {
  style: () => ['tokens.css', 'base.css', 'layout.css', ...within('components'), 'modes.css'],
  practice: () => within('practice'),
};

function within(name) {
  const folder = path.join(STYLE, name);
  return existsSync(folder) ? readdirSync(folder).filter((it) => it.endsWith('.css')).sort().map((it) => `${name}/${it}`) : [];
}

/** Reads the files and remembers at which line of the whole each begins. */
function join(list) {
  const files = [];
  let line = 1;
  for (const name of list) {
    const file = path.join(STYLE, name);
    if (!existsSync(file)) fail(`style/${name} is missing`);
    const text = readFileSync(file, 'utf8').trimEnd() + '\n';
    files.push({ name, text, line });
    line += text.split('\n').length - 1;
  }
  return files;
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '');
}

/** The one statement that orders the layers. It is said once, and names every layer that is used. */
function layerOrder() {
  const files = join(Object.values(SHEETS).flatMap((names) => names()));
  const statements = files.flatMap(({ name, text }) =>
    [...withoutComments(text).matchAll(/@layer\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*;/g)].map((match) => ({ name, match })));
  if (statements.length !== 1 || statements[0].name !== 'tokens.css') {
    fail('the order of the layers (@layer a, b, c;) must be stated once, in style/tokens.css');
  }
  const order = statements[0].match[1].split(',').map((name) => name.trim());
  for (const { name, text } of files) {
    for (const [, layer] of withoutComments(text).matchAll(/@layer\s+([\w-]+)\s*\{/g)) {
      if (!order.includes(layer)) fail(`style/${name}: the layer '${layer}' is not in the order of the layers`);
    }
  }
  return order;
}

function place(files, loc) {
  const file = files.findLast(({ line }) => line <= loc.line) ?? files[0];
  return `style/${file.name}:${loc.line - file.line + 1}:${loc.column}`;
}

function minify(files) {
  try {
    const code = Buffer.from(files.map(({ text }) => text).join(''));
    return transform({ filename: 'style.css', code, minify: true, targets: TARGETS });
  } catch (error) {
    if (!error.loc) throw error;
    fail(`${place(files, error.loc)}: ${error.message}`);
  }
}

const [sheet, out] = process.argv.slice(2);
if (!out || !(sheet in SHEETS)) fail(`usage: node tools/css.mjs ${Object.keys(SHEETS).join('|')} OUT`);
const files = join(SHEETS[sheet]());
const order = layerOrder();
const { code, warnings } = minify(files);
for (const warning of warnings) console.error(`css: ${place(files, warning.loc)}: ${warning.message}`);
// lightningcss drops the statement when the blocks happen to stand in its order. It goes back to the front, so that
// the order holds whatever is appended to this file or loaded beside it.
const statement = `@layer ${order.join(',')};`;
const text = code.toString().replace(statement, '');
writeFileSync(out, statement + text);
