// The roads to the best and the worst ending of every case, as the explorer finds them: `cargo handbook status --json`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './server.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const KEPT = path.join(ROOT, 'target', 'handbook-logs', 'status.json');

const changed = (file) => { try { return statSync(file).mtimeMs; } catch { return 0; } };

/** Asks the explorer once for each build: it takes some seconds. Playwright runs this before the first test. */
export default function prepare() {
  if (changed(path.join(DIST, 'index.html')) < changed(KEPT)) return;
  const status = execFileSync('cargo', ['handbook', 'status', '--json'], { cwd: ROOT, maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });
  mkdirSync(path.dirname(KEPT), { recursive: true });
  writeFileSync(KEPT, status);
}

/** Cases in order: id, nodes, endings, and the stays of the two roads: a node with the steps taken there. */
export function roads() {
  return JSON.parse(readFileSync(KEPT, 'utf8')).scenarios.map(({ id, nodes, endings, best, worst }) =>
    ({ id, nodes, endings, best: { ending: best.ending, stays: stays(best.steps) }, worst: { ending: worst.ending, stays: stays(worst.steps) } }));
}

function stays(steps) {
  const found = [];
  for (const { node, choice, months } of steps) {
    if (found.at(-1)?.node !== node) found.push({ node, steps: [] });
    found.at(-1).steps.push({ choice, months });
  }
  return found;
}
