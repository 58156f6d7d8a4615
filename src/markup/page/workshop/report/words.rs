//! Words of a report in the language of the page.

use crate::engine::workshop::Speaker;
use crate::markup::Speech;
use crate::markup::page::workshop::contributions::role_phrase;
use crate::model::{Phrase, Subject};
use crate::storage::report::CsvWords;

/// What an entry of the agenda is called by its kind.
pub(super) fn subject_phrase(subject: Subject) -> Phrase {
    match subject {
        Subject::Talk => Phrase::WorkTalk,
        Subject::Break => Phrase::WorkBreak,
        Subject::Discussion => Phrase::WorkDiscussion,
        Subject::Lesson(..) => Phrase::RecordLesson,
        Subject::Case(_) => Phrase::RecordCase,
        Subject::Test(..) => Phrase::RepTest,
    }
}

/// The words of the table for a spreadsheet.
pub fn csv_words(speech: &Speech<'_>) -> CsvWords {
    let say = |phrase: Phrase| speech.say(phrase);
    CsvWords {
        heads: [
            Phrase::RepColumnKind,
            Phrase::RepColumnDay,
            Phrase::RepColumnPart,
            Phrase::RepColumnPlace,
            Phrase::RepColumnId,
            Phrase::RepColumnSubject,
            Phrase::RepColumnDetail,
            Phrase::RepColumnRole,
            Phrase::RepColumnProvince,
            Phrase::RepColumnValue,
            Phrase::RepColumnSecond,
            Phrase::RepColumnText,
        ]
        .map(say),
        kinds: [
            Phrase::RepRowSession,
            Phrase::RepRowPresent,
            Phrase::RepRowEntry,
            Phrase::RepRowPoll,
            Phrase::RepRowTest,
            Phrase::RepRowGain,
            Phrase::RepRowDecision,
            Phrase::RepRowEnding,
            Phrase::RepRowContribution,
        ]
        .map(say),
        subjects: [
            Phrase::WorkTalk,
            Phrase::WorkBreak,
            Phrase::WorkDiscussion,
            Phrase::RecordLesson,
            Phrase::RecordCase,
            Phrase::RepTest,
        ]
        .map(say),
        whens: [Phrase::TestsBefore, Phrase::TestsAfter].map(say),
        roles: Speaker::ALL.map(|role| speech.say(role_phrase(role))),
        key: speech.say(Phrase::RepKey),
        taken: speech.say(Phrase::RepTakenMark),
    }
}
