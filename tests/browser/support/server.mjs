// A static web server for tests: dist/ on a free loopback port, under the policy that hosts are told to send, with
// faults on demand.
//
//   const site = await startSite({ prefix: '/a/b/' });
//   site.url                            http://127.0.0.1:PORT/a/b/
//   site.fail(/\.wasm$/)                answers 503          site.fail('index.html', { status: 404, times: 1 })
//   site.drop(/\.wasm$/)                closes the connection without an answer
//   site.cut(/\.json$/, 100)            promises the whole file and breaks off after 100 bytes
//   site.truncate(/\.json$/, 100)       a file that is only 100 bytes long, as after a broken upload
//   site.delay(/\.css$/, 500)           answers 500 ms later
//   const release = site.hold(/\.wasm$/)   answers once release() is called
//   site.clear()                        no faults, empty lists
//   site.requests, site.violations      what was asked for; what the browser reported against the policy
//   await site.close()
//
// A path is matched as it stands in the site, without the prefix and without a leading slash.
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

/** The built site; `KOUPREY_DIST` names another. */
export const DIST = path.resolve(
  process.env.KOUPREY_DIST || path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'dist'),
);

export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
  + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const REPORTS = '__policy';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** A name with a hash in it never changes its content; everything else is asked for again. */
const HASHED = /[.-][0-9a-f]{8,16}(_bg)?\.(css|js|json|wasm)$/;

/** Starts a server. `pages` maps paths to HTML that isn't on the disk. */
export async function startSite({ dist = DIST, prefix = '/', policy = POLICY, pages = new Map() } = {}) {
  if (!existsSync(path.join(dist, 'index.html'))) {
    throw new Error(`${dist} holds no site; build it first: cargo handbook build`);
  }
  const site = new Site(path.resolve(dist), prefix, policy, pages);
  await site.listen();
  return site;
}

class Site {
  constructor(dist, prefix, policy, pages) {
    Object.assign(this, { dist, prefix, policy, pages });
    this.clear();
    this.server = http.createServer((request, response) => {
      this.answer(request, response).catch((error) => {
        console.error(error);
        response.destroy();
      });
    });
  }

  async listen() {
    await new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
    this.url = this.origin + this.prefix;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  clear() {
    for (const fault of this.faults ?? []) fault.release?.();
    this.faults = [];
    this.requests = [];
    this.violations = [];
  }

  fail(match, { status = 503, times = Infinity } = {}) { this.#fault({ kind: 'fail', match, status, times }); }
  drop(match, { times = Infinity } = {}) { this.#fault({ kind: 'drop', match, times }); }
  cut(match, bytes, { times = Infinity } = {}) { this.#fault({ kind: 'cut', match, bytes, times }); }
  truncate(match, bytes, { times = Infinity } = {}) { this.#fault({ kind: 'truncate', match, bytes, times }); }
  delay(match, ms, { times = Infinity } = {}) { this.#fault({ kind: 'delay', match, ms, times }); }

  /** Looks at a page that waits take as long as they take: what it waits for comes when the test says so. */
  hold(match) {
    let release;
    const gate = new Promise((resolve) => { release = resolve; });
    this.#fault({ kind: 'hold', match, gate, release, times: Infinity });
    return release;
  }

  #fault(fault) {
    this.faults.push(fault);
  }

  /** The fault of that kind for a path, used up once. */
  #due(kinds, name) {
    const fault = this.faults.find(({ kind, match, times }) =>
      kinds.includes(kind) && times > 0 && (match instanceof RegExp ? name.search(match) >= 0 : name === match));
    if (fault) fault.times -= 1;
    return fault;
  }

  async answer(request, response) {
    const { pathname } = new URL(request.url, this.origin);
    if (`${pathname}/` === this.prefix) return this.#send(response, 301, { location: this.prefix });
    if (!pathname.startsWith(this.prefix)) return this.#send(response, 404, {}, 'outside the site');
    let name = decodeURIComponent(pathname.slice(this.prefix.length));
    if (name === REPORTS) return this.#report(request, response);
    if (name === '' || name.endsWith('/')) name += 'index.html';

    const delay = this.#due(['delay'], name);
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay.ms));
    await this.#due(['hold'], name)?.gate;
    const fault = this.#due(['fail', 'drop', 'cut', 'truncate'], name);
    const status = await this.#file(request, response, name, fault);
    this.requests.push({ path: name, status });
  }

  async #file(request, response, name, fault) {
    if (fault?.kind === 'drop') {
      response.destroy();
      return 0;
    }
    if (fault?.kind === 'fail') return this.#send(response, fault.status, {}, 'a fault that the test asked for');
    const found = await this.#find(request, name, fault);
    if (!found) return this.#send(response, 404, {}, 'not found');

    const headers = {
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': `${this.policy}; report-uri ${this.prefix}${REPORTS}`,
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      ...(found.encoding && { 'content-encoding': found.encoding }),
    };
    const bytes = fault?.kind === 'truncate' ? found.bytes.subarray(0, fault.bytes) : found.bytes;
    if (fault?.kind !== 'cut' || request.method === 'HEAD') return this.#send(response, 200, headers, bytes, request);
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
    response.write(bytes.subarray(0, fault.bytes), () => response.destroy());
    return 200;
  }

  /** A page of the test's own, or a file, or its brotli twin as real hosts send it. */
  async #find(request, name, fault) {
    const compressed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') && !fault;
    const page = this.pages.get(name);
    if (page !== undefined) {
      const bytes = Buffer.from(page);
      return compressed ? { bytes: brotliCompressSync(bytes), encoding: 'br' } : { bytes };
    }
    const file = path.join(this.dist, name);
    const inside = file.startsWith(this.dist + path.sep);
    if (!inside || !existsSync(file) || !statSync(file).isFile()) return undefined;
    if (compressed && existsSync(`${file}.br`)) return { bytes: await readFile(`${file}.br`), encoding: 'br' };
    return { bytes: await readFile(file) };
  }

  async #report(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const report = JSON.parse(Buffer.concat(chunks).toString())['csp-report'] ?? {};
    this.violations.push({
      page: report['document-uri'],
      directive: report['effective-directive'] ?? report['violated-directive'],
      blocked: report['blocked-uri'],
      sample: report['script-sample'],
    });
    this.#send(response, 204);
  }

  #send(response, status, headers = {}, body = '', request = undefined) {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    response.writeHead(status, { 'content-type': 'text/plain', ...headers, ...(status !== 204 && { 'content-length': bytes.length }) });
    response.end(request?.method === 'HEAD' || status === 204 ? undefined : bytes);
    return status;
  }
}
