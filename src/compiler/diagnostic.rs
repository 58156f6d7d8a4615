//! What the compiler has to say to an editor: where, what is wrong, and how to mend it.

use std::fmt;

/// A finding in the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is.
    pub place: Place,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The name of the rule, as in AUTHORING.md.
    pub rule: Rule,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

/// Whether a finding stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It stops the build.
    Error,
    /// It is counted and shown.
    Warning,
    /// It is counted: nothing is wrong, but something is still to come.
    Note,
}

/// A place in a content file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path from the folder `content/`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident,)*) => {
        /// The rules of the compiler.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name of the rule.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Whether a breach stops the build.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// A file that must be there is not.
    FileMissing = "file-missing" Error,
    /// A TOML file cannot be read.
    TomlSyntax = "toml-syntax" Error,
    /// A key that no format knows.
    UnknownKey = "unknown-key" Error,
    /// A key, a title or a question that must be there is not.
    MissingKey = "missing-key" Error,
    /// A value of the wrong type, or outside its bounds.
    BadValue = "bad-value" Error,
    /// An id that is not lower-case words joined by hyphens.
    IdGrammar = "id-grammar" Error,
    /// The same id twice.
    IdUnique = "id-unique" Error,
    /// Markdown that lessons do not know.
    Markdown = "markdown" Error,
    /// A link, term, embed or id that leads nowhere.
    LinkResolves = "link-resolves" Error,
    /// A citation of something that is not listed.
    CitationResolves = "citation-resolves" Error,
    /// A citation whose mark is not that of its entry.
    CitationMark = "citation-mark" Error,
    /// A figure that does not stand among the facts of the cited source.
    FigureSourced = "figure-sourced" Error,
    /// An item without exactly the right number of keys.
    AnswerKey = "answer-key" Error,
    /// An option or item without an explanation.
    Explained = "explained" Error,
    /// An item that stands in no lesson.
    ItemPlaced = "item-placed" Error,
    /// An objective without an item, or an item for an objective that is not there.
    ObjectiveCovered = "objective-covered" Error,
    /// A translation whose blocks do not match the original.
    LocaleParity = "locale-parity" Error,
    /// Khmer that is not written as the handbook writes it.
    KhmerScript = "khmer-script" Error,
    /// Interface wording that is missing or that nothing knows.
    PhraseCoverage = "phrase-coverage" Error,
    /// A part of a case that no path reaches.
    CaseReachable = "case-reachable" Error,
    /// A path of a case that leads nowhere.
    CaseEnds = "case-ends" Error,
    /// A flag that is read but never set, or set but never read.
    FlagUsed = "flag-used" Error,
    /// A chart, table or map whose data do not fit together.
    FigureData = "figure-data" Error,
    /// A locale that is absent.
    LocaleAbsent = "locale-absent" Note,
    /// A figure in a sentence without a citation.
    FigureCited = "figure-cited" Warning,
    /// A paragraph over 120 words.
    ParagraphLength = "paragraph-length" Warning,
    /// A translation older than its original.
    TranslationAge = "translation-age" Warning,
    /// An unverified legal fact that is not marked so where it is stated.
    UnverifiedMarked = "unverified-marked" Warning,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let Place { file, line, column } = &self.place;
        write!(
            f,
            "{severity}[{}] content/{file}:{line}:{column}\n  {}\n  hint: {}",
            self.rule.as_str(),
            self.message,
            self.hint
        )
    }
}

/// Collects findings; nothing stops at the first.
#[derive(Debug, Default)]
pub struct Findings(pub Vec<Diagnostic>);

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, rule: Rule, place: &Place, message: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Diagnostic {
            place: place.clone(),
            severity: rule.severity(),
            rule,
            message: message.into(),
            hint: hint.into(),
        });
    }

    /// Whether anything was found in a file.
    pub fn has_any(&self, file: &str) -> bool {
        self.0.iter().any(|it| it.place.file == file)
    }

    /// The findings in the order of the files, each once.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
