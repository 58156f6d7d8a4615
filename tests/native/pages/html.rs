//! HTML, read back into elements: enough for what our own printer writes.

/// An element.
#[derive(Debug, Default)]
pub struct Node {
    /// The tag; empty for the page as a whole.
    pub tag: String,
    /// Attributes in order; a boolean one has no value.
    pub attributes: Vec<(String, String)>,
    /// What is inside.
    pub children: Vec<Piece>,
}

/// What is inside an element.
#[derive(Debug)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An element.
    Node(Node),
}

/// Elements that have no end.
const VOID: [&str; 6] = ["input", "br", "hr", "meta", "link", "img"];

/// Reads a page. An element that is not closed, or not the one that was opened last, fails the test.
pub fn parse(html: &str) -> Node {
    let mut open = vec![Node::default()];
    let mut rest = html;
    while let Some((words, tag)) = rest.split_once('<') {
        let (inner, after) = tag.split_once('>').unwrap();
        rest = after;
        let top = open.last_mut().unwrap();
        top.put_words(words);
        if inner.starts_with('!') {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            let closed = open.pop().unwrap();
            assert_eq!(closed.tag, name, "the end of an element that is not open");
            open.last_mut().unwrap().children.push(Piece::Node(closed));
            continue;
        }
        let node = element(inner.strip_suffix('/').unwrap_or(inner));
        if inner.ends_with('/') || VOID.contains(&node.tag.as_str()) {
            top.children.push(Piece::Node(node));
        } else {
            open.push(node);
        }
    }
    let mut page = open.remove(0);
    page.put_words(rest);
    assert!(open.is_empty(), "an element without an end: {:?}", open.last().map(|node| &node.tag));
    page
}

fn element(inner: &str) -> Node {
    let (tag, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut node = Node { tag: tag.to_owned(), ..Node::default() };
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return node;
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        assert!(!name.is_empty(), "an attribute without a name: {inner}");
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => ("", after),
        };
        node.attributes.push((name.to_owned(), plain(value)));
        rest = after;
    }
}

fn plain(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

impl Node {
    fn put_words(&mut self, words: &str) {
        if !words.is_empty() {
            self.children.push(Piece::Words(plain(words)));
        }
    }

    /// The element and all within it, in the order of the page.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for piece in &self.children {
            if let Piece::Node(node) = piece {
                all.extend(node.all());
            }
        }
        all
    }

    /// Elements within it of this tag.
    pub fn tagged(&self, tag: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|node| node.tag == tag).collect()
    }

    /// Elements within it that have this attribute.
    pub fn with(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|node| node.get(name).is_some()).collect()
    }

    /// The one element that has this attribute with this value.
    #[track_caller]
    pub fn the(&self, name: &str, value: &str) -> &Self {
        let found: Vec<&Self> = self.with(name).into_iter().filter(|node| node.get(name) == Some(value)).collect();
        match found.as_slice() {
            [one] => one,
            other => panic!("{} elements have {name}=\"{value}\"", other.len()),
        }
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has this attribute.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The words in it.
    pub fn words(&self) -> String {
        let words = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Node(node) => node.words(),
        };
        self.children.iter().map(words).collect()
    }
}

#[test]
fn a_page_is_read_as_it_was_printed() {
    let page = parse("<!doctype html>\n<p class=\"a b\" hidden>1 &lt; 2 <br><b>&amp;</b></p><use href=\"#i\"/>");
    let p = page.tagged("p")[0];
    assert_eq!((p.get("class"), p.get("hidden"), p.get("id")), (Some("a b"), Some(""), None));
    assert_eq!(p.words(), "1 < 2 &");
    assert_eq!(page.all().iter().map(|node| node.tag.as_str()).collect::<Vec<_>>(), ["", "p", "br", "b", "use"]);
}
