// Starts the app behind words that can be read already. Loads the program with an honest progress bar; if that
// fails, says so and offers to try again. A hash link to a lesson shows the words of that lesson's page meanwhile.
const html = document.documentElement;
const script = document.querySelector('script[data-wasm]');
const base = new URL('./', import.meta.url).href;
const at = (id) => document.getElementById(id);
html.dataset.base = base;

/** The words of a lesson that a hash link asks for, taken from the lesson's own page. */
async function showLesson() {
  const match = /^#\/lesson\/([a-z0-9-]+)/.exec(location.hash);
  if (!match || 'atLesson' in html.dataset) return;
  const response = await fetch(`${base}lesson/${match[1]}.${html.dataset.wants}.html`);
  if (!response.ok || html.dataset.app !== 'starting') return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const words = page.getElementById('app');
  if (!words || html.dataset.app !== 'starting') return;
  // The page was written for its own folder; here its links begin at the root.
  for (const link of words.querySelectorAll('a[href^="../"]')) link.setAttribute('href', link.getAttribute('href').slice(3));
  at('app').replaceWith(document.adoptNode(words));
  html.lang = html.dataset.wants;
  document.title = page.title;
  delete html.dataset.wait;
}

/** The program, counted as it comes: the browser says how many bytes have been unpacked, the build how many there are. */
async function program(url, whole) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok || !response.body) throw new Error(String(response.status));
  const bar = at('start-progress');
  let come = 0;
  const count = new TransformStream({
    transform(chunk, controller) {
      come += chunk.byteLength;
      if (bar) bar.value = Math.min(100, Math.round((100 * come) / whole));
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers: { 'content-type': 'application/wasm' } });
}

async function start() {
  const { js, wasm, wasmBytes } = script.dataset;
  html.dataset.app = 'starting';
  let failing = wasm;
  try {
    const coming = program(base + wasm, Number(wasmBytes));
    // Its failure is caught below, together with that of the glue.
    coming.catch(() => {});
    failing = js;
    const { default: init } = await import(base + js);
    failing = wasm;
    await init({ module_or_path: await coming });
  } catch (error) {
    console.error(error);
    failed(failing);
  }
}

/** Says what failed; the words of the page stay. */
function failed(what) {
  html.dataset.app = 'failed';
  delete html.dataset.wait;
  at('start-why').textContent = what;
  at('start-failed').hidden = false;
}

/** A fault in the program must not look like a page that waits: the program has no voice left, so this speaks. */
function fault({ message, stack }) {
  if (!at('start-fault').hidden) return;
  html.dataset.app = 'failed';
  delete html.dataset.wait;
  at('start-report').textContent = [
    `Kouprey ${script.dataset.wasm}`, location.href, new Date().toISOString(), navigator.userAgent, message, stack,
  ].join('\n');
  at('start-fault').hidden = false;
}

/** Everything of ours in the browser, in the form of the raw record, which can be read in again. */
function rescue() {
  const entries = {};
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('kouprey.')) entries[key] = localStorage.getItem(key);
  } catch {
    // Denied: then nothing was kept, and the file says so by being empty.
  }
  const record = { product: 'kouprey', kind: 'raw-record', format: 1, made: Date.now(), entries, unsaved: {} };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 1)], { type: 'application/json' }));
  link.download = 'kouprey-all.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

const isFault = (thrown) => thrown instanceof WebAssembly.RuntimeError;
addEventListener('error', ({ error }) => { if (isFault(error)) fault(error); });
addEventListener('unhandledrejection', ({ reason }) => { if (isFault(reason)) fault(reason); });

at('start-retry').addEventListener('click', () => {
  // What came broken may have been kept, since its name promises that it never changes: it comes from the host. The
  // page begins anew, as a module that failed once is remembered as failed.
  fetch(base + at('start-why').textContent, { cache: 'reload' }).catch(() => {}).finally(() => location.reload());
});
document.querySelector('[data-action="reload"]').addEventListener('click', () => location.reload());
document.querySelector('[data-action="rescue"]').addEventListener('click', rescue);
showLesson().catch(() => {});
start();
