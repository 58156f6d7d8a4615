//! Tests on paper: class means before and after, the gain, and how far it can be trusted.

use super::{block, nothing, said, table};
use crate::engine::workshop::{Band, Mean};
use crate::markup::page::Book;
use crate::markup::{Element, Markup, el, icon, number};
use crate::model::{Locale, Phrase};
use crate::storage::report::{Report, ReportGain};

/// The chapter.
pub(super) fn chapter(book: &Book<'_>, report: &Report) -> Element {
    let gains = report.gains();
    if gains.is_empty() {
        return block(book, "report-papers", Phrase::TestsTitle, nothing(book, Phrase::RepPapersNone));
    }
    let speech = book.speech;
    let rows = gains.iter().map(|it| row(book, it)).collect();
    let heads = [Phrase::TestsAbout, Phrase::TestsBefore, Phrase::TestsAfter, Phrase::RepGain];
    let mut content: Vec<Markup> = vec![table(book, speech.say(Phrase::TestsTitle), &heads, rows).into()];
    if gains.iter().any(|it| it.gain.is_thin()) {
        let words = el("span").say(speech, Phrase::WorkPapersFew);
        content.push(
            el("p")
                .class("notice")
                .set("data-state", "quiet")
                .set("data-thin", "")
                .add(icon("#i-caution"))
                .add(words)
                .into(),
        );
    }
    content.push(el("p").class("field__hint").say(speech, Phrase::RepGainHint).into());
    block(book, "report-papers", Phrase::TestsTitle, content)
}

fn row(book: &Book<'_>, tested: &ReportGain) -> Element {
    let (speech, gain) = (book.speech, &tested.gain);
    let mean = |mean: Option<Mean>| match mean {
        Some(mean) => speech.fill(Phrase::RepMean, &[&tenths(book, mean.tenths()), &speech.number(mean.papers)]),
        None => "—".to_owned(),
    };
    let gained = gain.hundredths.zip(gain.band()).map(|(it, band)| {
        let phrase = match band {
            Band::Lost => Phrase::RepGainLost,
            Band::Low => Phrase::RepGainLow,
            Band::Medium => Phrase::RepGainMedium,
            Band::High => Phrase::RepGainHigh,
        };
        format!("{} · {}", hundredths(it, speech.locale), speech.say(phrase))
    });
    el("tr")
        .set("data-test", tested.part.map_or_else(|| "all".to_owned(), |it| it.to_string()))
        .add(el("th").set("scope", "row").add(said(book, "span", &title(book, tested))))
        .add(el("td").add(mean(gain.before)))
        .add(el("td").add(mean(gain.after)))
        .add(el("td").add(gained.unwrap_or_else(|| "—".to_owned())))
}

/// What a test is about: in the words of this handbook if it has the part, else in those of the report.
fn title(book: &Book<'_>, tested: &ReportGain) -> String {
    match tested.part {
        Some(part) => book.part_title(part).unwrap_or(&tested.title).to_owned(),
        None => book.speech.say(Phrase::TestsWhole),
    }
}

/// A number that is counted in tenths.
fn tenths(book: &Book<'_>, tenths: u64) -> String {
    // A share is at most 1,000 tenths of a per cent.
    number::decimal(f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0, book.speech.locale)
}

/// A number that is counted in hundredths: `0.45`, `−0,20`.
fn hundredths(number: i64, locale: Locale) -> String {
    let sign = if number < 0 { "−" } else { "" };
    let size = number.unsigned_abs();
    let point = if locale == Locale::Km { ',' } else { '.' };
    number::digits(&format!("{sign}{}{point}{:02}", size / 100, size % 100), locale)
}
