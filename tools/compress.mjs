#!/usr/bin/env node
// Writes a brotli and a gzip twin beside each file that compresses: node tools/compress.mjs FOLDER
//
// Node has both compressors built in and compiled for speed; the same in Rust would be two more crates in the tool's
// build and, unoptimised, minutes of work.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

// Fonts (woff2) and pictures are compressed already.
const KINDS = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest', '.xml']);
const BINARY = new Set(['.wasm']);

async function twins(file) {
  const bytes = await readFile(file);
  const mode = BINARY.has(path.extname(file)) ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: mode,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tools/compress.mjs FOLDER');
  process.exit(1);
}
const names = await readdir(folder, { recursive: true });
const files = names.filter((name) => KINDS.has(path.extname(name))).map((name) => path.join(folder, name));
// As many at once as there are processors: the compressors run beside the script.
const rest = files.values();
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (const file of rest) {
    if ((await stat(file)).isFile()) await twins(file);
  }
}));
