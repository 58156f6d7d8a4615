//! A penalty in words: ranges of prison and fine, and how the two go together.

use crate::markup::number;
use crate::model::law::{Bounds, Combination, Grade, Offence};
use crate::model::{Locale, Phrase, Phrases};

/// Months in a year.
const YEAR: u64 = 12;

/// Penalties in one language.
#[derive(Clone, Copy)]
pub struct Penalty<'p> {
    /// The wording of the interface.
    pub phrases: &'p Phrases,
    /// The language.
    pub locale: Locale,
}

impl Penalty<'_> {
    fn say(&self, phrase: Phrase) -> String {
        self.phrases.get(phrase).to_owned()
    }

    /// The grade of an offence.
    pub fn grade(&self, grade: Grade) -> String {
        self.say(match grade {
            Grade::Felony => Phrase::GradeFelony,
            Grade::Misdemeanour => Phrase::GradeMisdemeanour,
            Grade::Petty => Phrase::GradePetty,
            Grade::Unstated => Phrase::GradeUnstated,
        })
    }

    /// Imprisonment: in years where both ends are whole years.
    pub fn prison(&self, months: Option<Bounds>) -> String {
        let Some(Bounds { min, max }) = months else { return self.say(Phrase::NotInText) };
        let whole_years = [min, max].into_iter().flatten().all(|it| it % YEAR == 0);
        let divisor = if whole_years { YEAR } else { 1 };
        let unit = if whole_years { (Phrase::YearsSpan, Phrase::Years) } else { (Phrase::MonthsSpan, Phrase::Months) };
        self.span(unit, min.map(|it| it / divisor), max.map(|it| it / divisor))
    }

    /// The fine.
    pub fn fine(&self, riel: Option<Bounds>) -> String {
        riel.map_or_else(
            || self.say(Phrase::NotInText),
            |it| self.span((Phrase::RielSpan, Phrase::Riel), it.min, it.max),
        )
    }

    /// How prison and fine go together; none where the text states neither, or where that was not seen.
    pub fn combination(&self, offence: &Offence) -> Option<String> {
        if offence.prison_months.is_none() && offence.fine_riel.is_none() {
            return None;
        }
        let phrase = match offence.combination {
            Combination::PrisonOnly => Phrase::CombinationPrisonOnly,
            Combination::FineOnly => Phrase::CombinationFineOnly,
            Combination::And => Phrase::CombinationAnd,
            Combination::AndOr => Phrase::CombinationAndOr,
            Combination::Or => Phrase::CombinationOr,
            Combination::PrisonConfiscation => Phrase::CombinationPrisonConfiscation,
            Combination::Unstated => return None,
        };
        Some(self.say(phrase))
    }

    /// A range with its unit; the unit has one phrase for both ends and one for a single end.
    fn span(&self, (both, one): (Phrase, Phrase), min: Option<u64>, max: Option<u64>) -> String {
        let shown = |it: u64| number::whole(i64::try_from(it).unwrap_or(i64::MAX), self.locale);
        let single = |it: u64| self.phrases.get(one).replace("{0}", &shown(it));
        match (min, max) {
            (Some(min), Some(max)) if min == max => single(min),
            (Some(min), Some(max)) => self.phrases.get(both).replace("{0}", &shown(min)).replace("{1}", &shown(max)),
            (Some(min), None) => self.phrases.get(Phrase::FromOnly).replace("{0}", &single(min)),
            (None, Some(max)) => self.phrases.get(Phrase::UpTo).replace("{0}", &single(max)),
            (None, None) => self.say(Phrase::NotInText),
        }
    }
}
