// Starts the app behind words that can be read already. Loads the program with an honest progress bar; if that
// fails, says so and offers to try again. A hash link to a lesson shows the words of that lesson's page meanwhile.
const html = document.documentElement;
const script = document.querySelector('script[data-wasm]');
const base = new URL('./', import.meta.url).href;
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
  document.getElementById('app').replaceWith(document.adoptNode(words));
  html.lang = html.dataset.wants;
  document.title = page.title;
  delete html.dataset.wait;
}

/** The program, counted as it comes: the browser says how many bytes have been unpacked, the build how many there are. */
async function program(url, whole) {
  // What came broken may have been kept, since its name promises that it never changes.
  const response = await fetch(url, { credentials: 'same-origin', cache: start.again ? 'reload' : 'default' });
  if (!response.ok || !response.body) throw new Error(String(response.status));
  const bar = document.getElementById('start-progress');
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
  document.getElementById('start-failed').hidden = true;
  let failing = wasm;
  try {
    const coming = program(base + wasm, Number(wasmBytes));
    // Its failure is caught below, together with that of the glue.
    coming.catch(() => {});
    failing = js;
    // A module that failed once is remembered as failed, so that trying again needs another address.
    const { default: init } = await import(`${base}${js}${start.again ? `?again=${start.again}` : ''}`);
    failing = wasm;
    await init({ module_or_path: await coming });
  } catch (error) {
    console.error(error);
    start.again = (start.again ?? 0) + 1;
    failed(failing);
  }
}

/** Says what failed; the words of the page stay. */
function failed(what) {
  html.dataset.app = 'failed';
  delete html.dataset.wait;
  document.getElementById('start-why').textContent = what;
  document.getElementById('start-failed').hidden = false;
}

// A fault in the program must not look like a page that waits: the program has no voice left, so this speaks.
addEventListener('error', ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) failed('');
});
addEventListener('unhandledrejection', ({ reason }) => {
  if (reason instanceof WebAssembly.RuntimeError) failed('');
});

document.getElementById('start-retry').addEventListener('click', () => {
  // A program that came whole but found its data missing can't be started twice: the page begins anew, and the data
  // comes from the host, not from what the browser has kept.
  if (start.again) return start();
  const missing = document.getElementById('start-why').textContent;
  fetch(base + missing, { cache: 'reload' }).catch(() => {}).finally(() => location.reload());
});
showLesson().catch(() => {});
start();
