//! How large the files of the site are, and how large they may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;

use super::error::ToolError;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileSize {
    /// Its path in the site.
    pub path: String,
    /// Its bytes.
    pub raw: u64,
    /// Its bytes as gzip, if there is such a twin.
    pub gzip: Option<u64>,
    /// Its bytes as brotli, if there is such a twin.
    pub brotli: Option<u64>,
}

impl FileSize {
    /// What a reader's browser gets sent.
    pub fn sent(&self) -> u64 {
        self.brotli.unwrap_or(self.raw)
    }
}

/// Files with a budget, in bytes as sent; a kilobyte is 1000 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Budget {
    /// The program that every reader loads.
    Wasm,
    /// A part of the program that comes with the first page that needs it.
    Part,
    /// The part that plays cases, with the explorer in it, or that runs a session.
    LargePart,
    /// A script: what joins it to the page, and our own starters.
    Script,
    /// The style sheet.
    Style,
    /// One weight of the Khmer reading font, which is compressed by itself.
    KhmerFont,
    /// A lesson's data in English.
    Lesson,
    /// A lesson's data in Khmer, whose letters take three bytes each.
    KhmerLesson,
    /// A lesson's own page in English: its words, the shell, the closed items, and the entries for readers without
    /// script.
    LessonPage,
    /// The same in Khmer: shell and entries are in Khmer also where the lesson is not.
    KhmerLessonPage,
}

impl Budget {
    /// Every budget.
    pub const ALL: [Self; 10] = [
        Self::Wasm,
        Self::Part,
        Self::LargePart,
        Self::Script,
        Self::Style,
        Self::KhmerFont,
        Self::Lesson,
        Self::KhmerLesson,
        Self::LessonPage,
        Self::KhmerLessonPage,
    ];

    /// The budget that a file falls under.
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match (folder, extension) {
            ("", "wasm") if name.starts_with("kouprey") => Some(Self::Wasm),
            ("", "wasm") if name.starts_with("split_case") || name.starts_with("split_workshop") => {
                Some(Self::LargePart)
            }
            ("", "wasm") => Some(Self::Part),
            ("", "js") => Some(Self::Script),
            ("", "css") => Some(Self::Style),
            ("fonts", "woff2") if name.contains("khmer-khmer") => Some(Self::KhmerFont),
            ("lesson", "html") if name.contains(".km.") => Some(Self::KhmerLessonPage),
            ("lesson", "html") => Some(Self::LessonPage),
            (_, "json") if path.contains("lesson") && name.contains(".km.") => Some(Self::KhmerLesson),
            (_, "json") if path.contains("lesson") => Some(Self::Lesson),
            _ => None,
        }
    }

    /// The most bytes that a file may have as sent.
    pub fn limit(self) -> u64 {
        match self {
            // design.md §12; the first edition's is 90 kB.
            Self::Wasm => 120_000,
            Self::Part => 40_000,
            // A case with its tasks and debrief; a session on two windows, with cases in it. Readers of lessons load neither.
            Self::LargePart => 54_000,
            Self::Script | Self::Style | Self::Lesson => 12_000,
            Self::KhmerLesson => 15_000,
            Self::LessonPage => 19_500,
            Self::KhmerLessonPage => 23_000,
            // 24 kB and 5 % more.
            Self::KhmerFont => 25_200,
        }
    }

    /// What it is called in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wasm => "wasm",
            Self::Part => "part of the program",
            Self::LargePart => "large part of the program",
            Self::Script => "script",
            Self::Style => "style",
            Self::KhmerFont => "Khmer font",
            Self::Lesson => "lesson",
            Self::KhmerLesson => "Khmer lesson",
            Self::LessonPage => "lesson page",
            Self::KhmerLessonPage => "Khmer lesson page",
        }
    }
}

/// Every file of a built site, in order of its path; the compressed twins belong to their file.
pub fn list(dist: &Path) -> Result<Vec<FileSize>, ToolError> {
    let mut files: Vec<FileSize> = Vec::new();
    collect(dist, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<FileSize>) -> Result<(), ToolError> {
    for entry in fs::read_dir(folder).map_err(ToolError::file("read", folder))? {
        let entry = entry.map_err(ToolError::file("read", folder))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if !name.ends_with(".br") && !name.ends_with(".gz") {
            let bytes = |ending: &str| fs::metadata(folder.join(format!("{name}{ending}"))).map(|it| it.len());
            let raw = bytes("").map_err(ToolError::file("read", &path))?;
            let (gzip, brotli) = (bytes(".gz").ok(), bytes(".br").ok());
            files.push(FileSize { path: format!("{prefix}{name}"), raw, gzip, brotli });
        }
    }
    Ok(())
}

/// Fails if a file is over its budget, or if a budget has no file: then it would hold nothing.
pub fn check(files: &[FileSize]) -> Result<(), ToolError> {
    let mut complaints = Vec::new();
    let mut met = BTreeSet::new();
    for file in files {
        let Some(budget) = Budget::of(&file.path) else { continue };
        met.insert(budget);
        let (sent, limit) = (file.sent(), budget.limit());
        if limit < sent {
            complaints.push(format!("  {}: {sent} bytes as sent, {limit} allowed ({})", file.path, budget.name()));
        }
    }
    for budget in Budget::ALL.into_iter().filter(|budget| !met.contains(budget)) {
        complaints.push(format!("  no file falls under the budget '{}'", budget.name()));
    }
    if complaints.is_empty() { Ok(()) } else { Err(ToolError::Budget(complaints.join("\n"))) }
}

/// The files as a table for people.
pub fn table(files: &[FileSize]) -> String {
    let width = files.iter().map(|file| file.path.len()).max().unwrap_or_default();
    let mut lines = vec![format!("{:width$} {:>9} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli", "allowed")];
    for file in files {
        let shown = |size: Option<u64>| size.map_or_else(|| "–".to_owned(), |size| size.to_string());
        let allowed = shown(Budget::of(&file.path).map(Budget::limit));
        let (path, raw, gzip, brotli) = (&file.path, file.raw, shown(file.gzip), shown(file.brotli));
        lines.push(format!("{path:width$} {raw:>9} {gzip:>9} {brotli:>9} {allowed:>9}"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, raw: u64, brotli: Option<u64>) -> FileSize {
        FileSize { path: path.to_owned(), raw, gzip: None, brotli }
    }

    fn within() -> Vec<FileSize> {
        vec![
            file("kouprey_bg.1f.wasm", 300_000, Some(120_000)),
            file("split_case.1f.wasm", 110_000, Some(54_000)),
            file("split_search.1f.wasm", 90_000, Some(40_000)),
            file("kouprey.1f.js", 40_000, Some(12_000)),
            file("style.0a.css", 50_000, Some(12_000)),
            file("fonts/noto-sans-khmer-khmer-400-normal.woff2", 25_200, None),
            file("content/lesson-first-48-hours.en.1f.json", 60_000, Some(12_000)),
            file("content/lesson-first-48-hours.km.1f.json", 120_000, Some(15_000)),
            file("lesson/first-48-hours.en.html", 90_000, Some(19_500)),
            file("lesson/first-48-hours.km.html", 120_000, Some(23_000)),
            file("index.html", 900_000, None),
        ]
    }

    #[test]
    fn a_file_may_use_its_whole_budget() {
        assert!(check(&within()).is_ok());
    }

    #[test]
    fn one_byte_more_is_too_much_and_is_named() {
        for place in 0..9 {
            let mut files = within();
            let grown = &mut files[place];
            match &mut grown.brotli {
                Some(brotli) => *brotli += 1,
                None => grown.raw += 1,
            }
            let path = grown.path.clone();
            let message = check(&files).map_err(|error| error.to_string());
            assert!(message.as_ref().is_err_and(|text| text.contains(&path)), "{message:?}");
        }
    }

    #[test]
    fn a_budget_that_holds_nothing_is_an_error() {
        for place in 0..9 {
            let mut files = within();
            files.remove(place);
            assert!(check(&files).is_err(), "{place}");
        }
    }

    #[test]
    fn files_fall_under_the_budget_of_their_kind() {
        for (path, budget) in [
            ("content/lesson.first-48-hours.en.0a1b.json", Some(Budget::Lesson)),
            ("content/case.beans-and-beams.en.0a1b.json", None),
            ("fonts/noto-sans-khmer-latin-400-normal.woff2", None),
            ("fonts/moul-khmer-400-normal.woff2", None),
            ("index.html", None),
            ("boot.0a1b.js", Some(Budget::Script)),
        ] {
            assert_eq!(Budget::of(path), budget, "{path}");
        }
    }

    #[test]
    fn what_is_not_compressed_is_sent_as_it_is() {
        assert_eq!(file("a", 7, None).sent(), 7);
        assert_eq!(file("a", 7, Some(3)).sent(), 3);
    }
}
