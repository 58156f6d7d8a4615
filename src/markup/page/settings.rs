//! Settings: language, light or dark, size of the letters, what lessons and cases show.

use super::{Book, button, title};
use crate::engine::progress::FeedbackTiming;
use crate::markup::{Action, Element, Markup, el};
use crate::model::{Locale, Phrase};
use crate::storage::{Preferences, SearchKey, Shown, TextSize, Theme};

/// The page.
pub fn settings(book: &Book<'_>, preferences: &Preferences) -> Vec<Markup> {
    let speech = book.speech;
    let form = Form { book: *book };
    let languages = [(Locale::En, "English"), (Locale::Km, "ភាសាខ្មែរ")].map(|(locale, name)| {
        form.choice("language", name.to_owned(), speech.locale == locale, Action::Speak(locale))
            .set("lang", locale.tag())
    });
    let themes =
        [(Theme::System, Phrase::ThemeSystem), (Theme::Light, Phrase::ThemeLight), (Theme::Dark, Phrase::ThemeDark)]
            .map(|(theme, phrase)| {
                form.choice("theme", speech.say(phrase), preferences.theme == theme, Action::Paint(theme))
            });
    let sizes = [
        (TextSize::Normal, Phrase::SizeNormal),
        (TextSize::Large, Phrase::SizeLarge),
        (TextSize::Larger, Phrase::SizeLarger),
    ]
    .map(|(size, phrase)| form.choice("size", speech.say(phrase), preferences.text_size == size, Action::Size(size)));
    let trainer =
        [(Shown::Hidden, Phrase::TrainerHidden), (Shown::Shown, Phrase::TrainerShown)].map(|(shown, phrase)| {
            form.choice("trainer", speech.say(phrase), preferences.trainer_notes == shown, Action::Train(shown))
        });
    let feedback =
        [(FeedbackTiming::AtOnce, Phrase::CaseFeedbackAtOnce), (FeedbackTiming::AtTheEnd, Phrase::CaseFeedbackAtEnd)]
            .map(|(timing, phrase)| {
                form.choice("feedback", speech.say(phrase), preferences.feedback == timing, Action::Time(timing))
            });
    let search_key =
        [(SearchKey::On, Phrase::SearchKeyOn), (SearchKey::Off, Phrase::SearchKeyOff)].map(|(key, phrase)| {
            form.choice("search-key", speech.say(phrase), preferences.search_key == key, Action::SearchKey(key))
        });
    let export = button(Action::ExportAll, "export", speech.say(Phrase::DownloadRecord), Some("#i-export"));
    let reset = button(Action::AskReset, "reset", speech.say(Phrase::Reset), None);
    let over = el("section")
        .class("block")
        .add(el("h2").say(speech, Phrase::SettingsReset))
        .add(el("p").class("field__hint").say(speech, Phrase::SettingsResetWords))
        .add(el("p").class("cluster").add(export).add(reset));
    let page = el("div")
        .class("chapter settings")
        .add(title(None, speech.say(Phrase::SettingsTitle), None))
        .add(form.group(Phrase::SettingsLanguage, None, languages))
        .add(form.group(Phrase::SettingsTheme, None, themes))
        .add(form.group(Phrase::SettingsTextSize, None, sizes))
        .add(form.group(Phrase::SettingsTrainer, Some(Phrase::SettingsTrainerWords), trainer))
        .add(form.group(Phrase::SettingsFeedback, None, feedback))
        .add(form.group(Phrase::SettingsSearchKey, Some(Phrase::SettingsSearchKeyWords), search_key))
        .add(over);
    vec![page.into()]
}

struct Form<'a> {
    book: Book<'a>,
}

impl Form<'_> {
    fn choice(&self, name: &'static str, label: String, is_chosen: bool, action: Action) -> Element {
        let input = el("input").set("type", "radio").set("name", name).mark("checked", is_chosen).on(action);
        el("label").class("settings__choice").add(input).add(label)
    }

    fn group<const N: usize>(&self, name: Phrase, hint: Option<Phrase>, choices: [Element; N]) -> Element {
        let speech = self.book.speech;
        el("fieldset")
            .class("block")
            .add(el("legend").class("settings__name").say(speech, name))
            .add_some(hint.map(|hint| el("p").class("field__hint").say(speech, hint)))
            .add(el("div").class("cluster").add_all(choices))
    }
}
