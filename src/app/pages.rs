//! What a page is drawn from: which files it needs, and what they make of it.

use std::rc::Rc;

use super::fetch::Missing;
use super::session::{Content, Session, View};
use super::{part, platform};
use crate::markup::route::{DeskPage, Route, WorkshopPage};
use crate::markup::tree::DeskFile;
use crate::model::{FileEntry, HandbookWords, Locale};

impl Session {
    /// Loads the table of contents.
    ///
    /// # Errors
    /// The name of the file that did not arrive whole.
    pub async fn open(self, locale: Locale) -> Result<(), Missing> {
        let handbook = self.config.peek(|config| config.handbook.clone());
        self.shelf.bring(vec![handbook.clone(), self.words_file(locale)]).await?;
        self.handbook.set(self.shelf.take(&handbook)?);
        let words = self.index_words(locale)?;
        self.view.update(|view| view.words = words);
        Ok(())
    }

    /// Everything that a page needs.
    ///
    /// # Errors
    /// The name of the file that did not arrive whole.
    pub async fn fetch(self, route: Route, locale: Locale) -> Result<View, Missing> {
        self.shelf.bring(vec![self.words_file(locale)]).await?;
        let words = self.index_words(locale)?;
        let files = self.files_of(route, locale, &words);
        self.shelf.bring(files.clone()).await?;
        if let Route::Case(_)
        | Route::Desk(DeskPage::Kit(_) | DeskPage::Handout(_) | DeskPage::Paper(_))
        | Route::Workshop(_)
        | Route::Stage = route
        {
            self.bring_style().await?;
        }
        let content = match route {
            Route::Case(_) if !files.is_empty() => Content::Part(part::case(self, files).await?),
            Route::Record | Route::Settings => {
                let office = part::office(self, files.first().cloned()).await?;
                self.office.amend(|held| *held = Some(office.clone()));
                Content::Part(office)
            }
            Route::Review | Route::Tests | Route::Test(..) | Route::Certificate => {
                let files = self.banks(route, &words);
                self.shelf.bring(files.clone()).await?;
                Content::Part(part::study(self, files).await?)
            }
            Route::Notes => {
                let notes = part::notes().await?;
                self.notes.amend(|held| *held = Some(notes.clone()));
                Content::Part(notes)
            }
            Route::Workshop(_) | Route::Stage => Content::Part(self.workshop(route).await?),
            Route::Search => Content::Part(part::search(self).await?),
            Route::Desk(page) => match self.desk_file(page, &words).await? {
                Some(file) if page == DeskPage::Offences => Content::Part(part::desk(self, file).await?),
                Some(file) => Content::Page(self.shelf.take(&file)?),
                None => return Ok(View { route: Route::NotFound, locale, words, content: Content::Plain }),
            },
            _ => return self.view_of(route, locale, words, &files),
        };
        Ok(View { route, locale, words, content })
    }

    /// The style of cases and workshops: a page that needs it is not shown without.
    async fn bring_style(self) -> Result<(), Missing> {
        let config = self.config.now();
        let has_come = platform::style(&format!("{}{}", config.base, config.practice_css)).await;
        if has_come { Ok(()) } else { Err(config.practice_css) }
    }

    /// The part for a page of the workshop. What runs a session is one for the visit, whatever the language of the page
    /// is then: other windows know it.
    async fn workshop(self, route: Route) -> Result<Rc<dyn part::Part>, Missing> {
        let is_running = matches!(route, Route::Stage | Route::Workshop(WorkshopPage::Console(_)));
        if let (true, Some(held)) = (is_running, self.workshop.now()) {
            return Ok(held);
        }
        // What was opened stays open when the language is switched.
        let shown = self.view.peek(|view| (view.route == route).then(|| view.content.clone()));
        if let Some(Content::Part(held)) = shown {
            return Ok(held);
        }
        let files = Locale::ALL.map(|locale| self.words_file(locale));
        self.shelf.bring(files.to_vec()).await?;
        let mut named = Vec::new();
        for locale in Locale::ALL {
            named.push(self.index_words(locale)?.workshop.name.clone());
        }
        self.shelf.bring(named).await?;
        let part = part::workshop(self, route, files).await?;
        if is_running {
            self.workshop.amend(|held| *held = Some(part.clone()));
        }
        Ok(part)
    }

    /// The file of a page of the desk, brought; none if there is no such page.
    async fn desk_file(self, page: DeskPage, words: &HandbookWords) -> Result<Option<String>, Missing> {
        let directory = words.desk.name.clone();
        self.shelf.bring(vec![directory.clone()]).await?;
        let files: Rc<Vec<DeskFile>> = self.shelf.take(&directory)?;
        let path = page.path();
        let Some(file) = files.iter().find(|it| it.path == path).map(|it| it.name.clone()) else { return Ok(None) };
        self.shelf.bring(vec![file.clone()]).await?;
        Ok(Some(file))
    }

    /// The items that a review or a test may ask: those of the parts in question.
    fn banks(self, route: Route, words: &HandbookWords) -> Vec<String> {
        let handbook = self.handbook.now();
        let is_needed = |place: usize| {
            let Some(part) = handbook.parts.get(place) else { return false };
            match route {
                Route::Test(Some(id), _) => part.id == id,
                Route::Test(None, _) => true,
                Route::Review => self.progress.peek(|progress| {
                    part.lessons.iter().flat_map(|it| &it.items).any(|(item, _)| !progress.attempts(*item).is_empty())
                }),
                _ => false,
            }
        };
        words.banks.iter().enumerate().filter(|(place, _)| is_needed(*place)).map(|(_, it)| it.name.clone()).collect()
    }

    fn words_file(self, locale: Locale) -> String {
        self.config.peek(|config| config.words.get(locale as usize).cloned().unwrap_or_default())
    }

    fn index_words(self, locale: Locale) -> Result<Rc<HandbookWords>, Missing> {
        let name = self.words_file(locale);
        let words: Rc<HandbookWords> = self.shelf.take(&name)?;
        if words.phrases.is_whole() { Ok(words) } else { Err(self.shelf.refuse(&name)) }
    }

    /// The files of a page: structure and words of a lesson or case, or the one file of a page that the tool has made
    /// whole. Empty where the table of contents is enough, or where there is no such page.
    fn files_of(self, route: Route, locale: Locale, words: &HandbookWords) -> Vec<String> {
        let handbook = self.handbook.now();
        let both = |structure: &String, words: &[FileEntry]| {
            let words = words.get(locale as usize).map(|it| it.name.clone()).unwrap_or_default();
            vec![structure.clone(), words]
        };
        match route {
            Route::Lesson(id, _) => {
                handbook.lesson(id).map(|(_, entry)| both(&entry.file, &entry.words)).unwrap_or_default()
            }
            Route::Case(id) => handbook.case(id).map(|(_, entry)| both(&entry.file, &entry.words)).unwrap_or_default(),
            Route::About => vec![words.about.name.clone()],
            Route::Record => vec![words.objectives.name.clone()],
            _ => Vec::new(),
        }
    }

    #[inline(never)]
    fn view_of(
        self,
        route: Route,
        locale: Locale,
        words: Rc<HandbookWords>,
        files: &[String],
    ) -> Result<View, Missing> {
        let content = match (route, files) {
            (Route::Lesson(..), [structure, words]) => {
                Content::Lesson(self.shelf.take(structure)?, self.shelf.take(words)?)
            }
            (_, [page]) => Content::Page(self.shelf.take(page)?),
            (Route::Lesson(..) | Route::Case(_), _) => {
                return Ok(View { route: Route::NotFound, locale, words, content: Content::Plain });
            }
            _ => Content::Plain,
        };
        Ok(View { route, locale, words, content })
    }
}
