// As much TOML as content/ is written in, so that the tests can take keys and choices from where the editors keep them:
// tables, lists of tables, dotted keys, strings on one line, numbers, booleans, arrays, inline tables, comments.

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const NUMBER = /[+-]?[0-9][0-9_]*(\.[0-9]+)?/y;

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  fail(wanted) {
    const line = this.text.slice(0, this.at).split('\n').length;
    throw new Error(`TOML, line ${line}: ${wanted} expected`);
  }

  /** Passes over blanks and comments; with `lines` also over the ends of lines. */
  skip(lines = false) {
    const pattern = lines ? /(?:[ \t\r\n]|#[^\n]*)*/y : /[ \t]*(?:#[^\n]*)?/y;
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.text)[0].length;
  }

  has(sign) {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  take(sign) {
    if (!this.has(sign)) this.fail(sign);
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  key() {
    const names = [];
    do {
      this.skip();
      names.push(this.text[this.at] === '"' ? this.string() : this.match(BARE_KEY) ?? this.fail('a key'));
      this.skip();
    } while (this.has('.'));
    return names;
  }

  string() {
    const found = this.match(/"(?:[^"\\\n]|\\.)*"/y) ?? this.fail('a string on one line');
    // The escapes that we use are those of JSON.
    return JSON.parse(found);
  }

  value() {
    if (this.text[this.at] === '"') return this.string();
    if (this.has('[')) return this.list();
    if (this.has('{')) return this.inlineTable();
    if (this.has('true')) return true;
    if (this.has('false')) return false;
    const number = this.match(NUMBER);
    return number === undefined ? this.fail('a value') : Number(number.replaceAll('_', ''));
  }

  list() {
    const values = [];
    for (;;) {
      this.skip(true);
      if (this.has(']')) return values;
      values.push(this.value());
      this.skip(true);
      if (!this.has(',') && this.text[this.at] !== ']') this.fail(', or ]');
    }
  }

  inlineTable() {
    const table = {};
    for (;;) {
      this.skip();
      if (this.has('}')) return table;
      this.pair(table);
      this.skip();
      if (!this.has(',') && this.text[this.at] !== '}') this.fail(', or }');
    }
  }

  pair(table) {
    const names = this.key();
    this.take('=');
    this.skip();
    const last = names.pop();
    within(table, names)[last] = this.value();
  }
}

/** The table that a path leads to; of a list of tables the newest. */
function within(table, names) {
  let here = table;
  for (const name of names) {
    here[name] ??= {};
    here = Array.isArray(here[name]) ? here[name].at(-1) : here[name];
  }
  return here;
}

/** A text as plain data. */
export function parseToml(text) {
  const reader = new Reader(text);
  const root = {};
  let table = root;
  for (;;) {
    reader.skip(true);
    if (reader.at === text.length) return root;
    if (reader.has('[[')) {
      const names = reader.key();
      reader.take(']]');
      const last = names.pop();
      const parent = within(root, names);
      parent[last] ??= [];
      table = {};
      parent[last].push(table);
    } else if (reader.has('[')) {
      table = within(root, reader.key());
      reader.take(']');
    } else {
      reader.pair(table);
      reader.skip();
      if (reader.at < text.length) reader.take('\n');
    }
  }
}
