//! A driver for the compiler that reads like a story:
//!
//! ```text
//! Book::valid().replace("lessons/first/en.md", "48 hours", "49 hours").finds(Rule::FigureSourced, "lessons/first/en.md", 7);
//! ```

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use expect_test::Expect;
use kouprey::compiler::{Compilation, Compiled, Diagnostic, Rule, SourceTree, compile_tree};
use kouprey::model::Block;

/// A handbook that is being changed: texts by their path from `content/`.
#[derive(Clone)]
pub struct Book {
    files: BTreeMap<String, String>,
    /// How long ago a file was changed, where that matters.
    ages: BTreeMap<String, Duration>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The real handbook, compiled once.
pub fn real() -> &'static Compilation {
    static REAL: LazyLock<Compilation> = LazyLock::new(|| Book::real().compile());
    &REAL
}

/// The compiled handbook of a compilation without errors.
#[track_caller]
pub fn site(compilation: &Compilation) -> &Compiled {
    match &compilation.site {
        Some(site) => site,
        None => panic!("it does not compile:\n{}", listed(&compilation.diagnostics)),
    }
}

/// Findings as an editor reads them.
pub fn listed(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|it| format!("{it}\n")).collect()
}

impl Book {
    /// The tiny whole handbook of the fixtures, with the real wording of the interface.
    pub fn valid() -> Self {
        let mut book = Self::from_folder(&root().join("tests/fixtures/content/valid"));
        let phrases = fs::read_to_string(root().join("content/phrases.toml")).unwrap();
        book.files.insert("phrases.toml".to_owned(), phrases);
        book
    }

    /// The handbook of this repository.
    pub fn real() -> Self {
        Self::from_folder(&root().join("content"))
    }

    /// The valid handbook with one more section in its first lesson, `{#probe}`, in English only.
    ///
    /// The section's heading stands on line 26, what it holds from line 28 on.
    pub fn probe(markdown: &str) -> Self {
        let next = "## What stands apart {#apart}";
        Self::valid().remove("lessons/first/km.md").replace(
            "lessons/first/en.md",
            next,
            &format!("## Probe {{#probe}}\n\n{markdown}\n\n{next}"),
        )
    }

    fn from_folder(folder: &Path) -> Self {
        let tree = SourceTree::from_dir(folder).unwrap();
        let files = tree.under("").map(|file| (file.path.clone(), file.text.clone().unwrap())).collect();
        Self { files, ages: BTreeMap::new() }
    }

    /// With other words in a file, where they stand first.
    #[must_use]
    #[track_caller]
    pub fn replace(mut self, file: &str, old: &str, new: &str) -> Self {
        let text = self.files.get_mut(file).unwrap();
        assert!(text.contains(old), "{file} does not hold: {old}");
        *text = text.replacen(old, new, 1);
        self
    }

    /// With a file of this text.
    #[must_use]
    pub fn write(mut self, file: &str, text: &str) -> Self {
        self.files.insert(file.to_owned(), text.to_owned());
        self
    }

    /// Without a file.
    #[must_use]
    #[track_caller]
    pub fn remove(mut self, file: &str) -> Self {
        assert!(self.files.remove(file).is_some(), "there is no {file}");
        self
    }

    /// With a file that was changed that many hours ago; the others are fresh.
    #[must_use]
    pub fn changed_hours_ago(mut self, file: &str, hours: u64) -> Self {
        self.ages.insert(file.to_owned(), Duration::from_secs(hours * 60 * 60));
        self
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> &str {
        self.files.get(file).unwrap()
    }

    /// Compiles it; through files only where their age matters.
    pub fn compile(&self) -> Compilation {
        if self.ages.is_empty() {
            compile_tree(&SourceTree::from_pairs(self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))))
        } else {
            let folder = self.on_disk();
            let tree = SourceTree::from_dir(&folder).unwrap();
            fs::remove_dir_all(&folder).unwrap();
            compile_tree(&tree)
        }
    }

    /// Writes it into a folder of its own.
    pub fn on_disk(&self) -> PathBuf {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("book-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let now = SystemTime::now();
        for (path, text) in &self.files {
            let place = folder.join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, text).unwrap();
            let age = self.ages.get(path).copied().unwrap_or_default();
            File::options().write(true).open(&place).unwrap().set_modified(now - age).unwrap();
        }
        folder
    }

    /// Everything that is found.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.compile().diagnostics
    }

    /// A finding of this rule stands on this line, and says what is wrong and how to mend it.
    #[track_caller]
    pub fn finds(self, rule: Rule, file: &str, line: usize) -> Self {
        let found = self.findings();
        let hit = found.iter().find(|it| it.rule == rule && it.place.file == file && it.place.line == line);
        let Some(hit) = hit else {
            panic!("no {} on line {line} of {file} among:\n{}", rule.as_str(), listed(&found));
        };
        assert!(!hit.message.is_empty(), "{hit}");
        assert!(!hit.hint.is_empty(), "{hit}");
        assert!(1 <= hit.place.column, "{hit}");
        assert_eq!(hit.severity, rule.severity(), "{hit}");
        self
    }

    /// As [`Book::finds`], and nothing else is found.
    #[track_caller]
    pub fn finds_only(self, rule: Rule, file: &str, line: usize) -> Self {
        let found = self.findings();
        assert_eq!(found.len(), 1, "{}", listed(&found));
        self.finds(rule, file, line)
    }

    /// A finding of this rule, wherever it stands.
    #[track_caller]
    pub fn finds_rule(self, rule: Rule) -> Self {
        let found = self.findings();
        assert!(found.iter().any(|it| it.rule == rule), "no {} among:\n{}", rule.as_str(), listed(&found));
        self
    }

    /// Something is found in a file; which rule says it is left open.
    #[track_caller]
    pub fn finds_something_in(self, file: &str) -> Self {
        let found = self.findings();
        assert!(found.iter().any(|it| it.place.file == file), "nothing is found in {file}, only:\n{}", listed(&found));
        self
    }

    /// Nothing is found.
    #[track_caller]
    pub fn finds_nothing(self) -> Self {
        let found = self.findings();
        assert!(found.is_empty(), "{}", listed(&found));
        self
    }

    /// Every finding names a file and a line in it.
    #[track_caller]
    pub fn names_a_place_for_everything(self) -> Self {
        let found = self.findings();
        assert!(!found.is_empty(), "nothing is found");
        for it in &found {
            let lines = self.files.get(&it.place.file).map(|text| text.lines().count());
            let is_there = lines.is_none_or(|lines| it.place.line <= lines.max(1));
            assert!(!it.place.file.is_empty() && 1 <= it.place.line && is_there, "{it}");
        }
        self
    }

    /// The first finding of a rule, word by word.
    #[track_caller]
    pub fn says(self, rule: Rule, expected: &Expect) -> Self {
        let found = self.findings();
        let Some(hit) = found.iter().find(|it| it.rule == rule) else {
            panic!("no {} among:\n{}", rule.as_str(), listed(&found));
        };
        expected.assert_eq(&format!("{hit}\n"));
        self
    }

    /// The blocks of the section that [`Book::probe`] adds.
    #[track_caller]
    pub fn blocks(&self) -> Vec<Block> {
        let compilation = self.compile();
        site(&compilation).lessons[0].words[0].sections[1].blocks.clone()
    }
}
