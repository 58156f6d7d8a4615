// Before the first paint: the theme, the size of the letters, and whether the words on this page are the ones the
// reader will want. A classic script, so that nothing flashes; it costs no round trip beside the style sheet.
(() => {
  const html = document.documentElement;
  let wishes = {};
  try {
    wishes = JSON.parse(localStorage.getItem('kouprey.preferences')) ?? {};
  } catch {
    // Denied or damaged: the device's own settings hold, and the app says what is wrong.
  }
  if (wishes.theme === 'dark' || wishes.theme === 'light') html.dataset.theme = wishes.theme;
  if (wishes['text-size'] === 'large' || wishes['text-size'] === 'larger') html.dataset.size = wishes['text-size'];
  if (wishes['trainer-notes'] === 'shown') html.dataset.trainer = 'shown';
  const isLesson = 'atLesson' in html.dataset;
  // The Khmer contents have a page of their own; index.html is everybody's, so it asks.
  const locale = !isLesson && html.lang === 'km' ? 'km' : ['en', 'km'].includes(wishes.locale) ? wishes.locale
    : navigator.languages.some((it) => it === 'km' || it.startsWith('km-')) ? 'km' : 'en';
  const route = location.hash.startsWith('#/') ? location.hash : '#/';
  html.dataset.wants = locale;
  // A hash link to a lesson: its page is asked for now, a round trip before boot.js could ask.
  const lesson = isLesson ? null : /^#\/lesson\/([a-z0-9-]+)/.exec(route);
  if (lesson) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: `lesson/${lesson[1]}.${locale}.html` });
    document.head.append(link);
  }
  // A lesson page speaks its own language; the table of contents waits if it is the wrong page or language.
  if (!isLesson && (route !== '#/' || locale !== html.lang)) html.dataset.wait = '';
})();
