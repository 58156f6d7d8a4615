//! The content folder as texts by path: the only place that reads the file system.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::diagnostic::Place;

/// The largest content file that is read.
pub const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Content files by their path from `content/`, with forward slashes.
#[derive(Clone, Debug, Default)]
pub struct SourceTree(BTreeMap<String, SourceFile>);

/// One content file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path from `content/`.
    pub path: String,
    /// Its text, or why it can't be read.
    pub text: Result<String, String>,
    /// When it last changed, where the system says.
    pub changed: Option<SystemTime>,
}

impl SourceTree {
    /// Reads the Markdown and TOML files under a folder.
    ///
    /// # Errors
    /// If a folder can't be listed. A file that can't be read is kept with the reason.
    pub fn from_dir(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// Builds a tree from paths and texts, for tests.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let file = |(path, text): (&str, &str)| {
            let text = Ok(without_mark(text.to_owned()));
            (path.to_owned(), SourceFile { path: path.to_owned(), text, changed: None })
        };
        Self(pairs.into_iter().map(file).collect())
    }

    /// A file by its path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.0.get(path)
    }

    /// Files whose path begins so, in alphabetical order.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        self.0.values().filter(move |file| file.path.starts_with(prefix))
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Editors keep their own state in dotted folders, such as Obsidian's.
            if name.starts_with('.') {
                continue;
            }
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.read_folder(&entry.path(), &path)?;
            } else if name.ends_with(".md") || name.ends_with(".toml") {
                let metadata = entry.metadata()?;
                let text = if FILE_BYTES_MAX < metadata.len() {
                    Err(format!("it is larger than {FILE_BYTES_MAX} bytes"))
                } else {
                    std::fs::read_to_string(entry.path()).map(without_mark).map_err(|error| error.to_string())
                };
                self.0.insert(path.clone(), SourceFile { path, text, changed: metadata.modified().ok() });
            }
        }
        Ok(())
    }
}

/// Some editors begin a file with a byte order mark, which nobody sees; it is no part of the text.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Turns byte offsets of one text into lines and columns.
#[derive(Clone, Debug)]
pub struct Lines {
    file: String,
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    pub fn new(file: &str, text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(place, _)| place + 1)).collect();
        Self { file: file.to_owned(), text: text.to_owned(), starts }
    }

    /// The place of a byte offset.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |text| text.chars().count()) + 1;
        Place { file: self.file.clone(), line, column }
    }

    /// The text from a byte offset on.
    pub fn rest(&self, offset: usize) -> &str {
        self.text.get(offset..).unwrap_or_default()
    }
}
