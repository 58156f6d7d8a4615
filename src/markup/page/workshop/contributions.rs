//! What the room says: written down by role and province, never by name.

use super::Hall;
use crate::engine::workshop::{About, CONTRIBUTION_LETTERS_MAX, Contribution, Speaker};
use crate::markup::action::WorkshopAction;
use crate::markup::page::{Book, button, dialog};
use crate::markup::{Action, Element, Markup, Speech, el, icon, number};
use crate::model::{NodeId, Phrase, ScenarioId, WorkshopIndex};

/// What is chosen in the form while it is being filled in, as values of its lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The role.
    pub role: String,
    /// The province; may be empty.
    pub province: String,
    /// What it is about; none where the wall says it.
    pub about: Option<String>,
}

/// What contributions can come from and be about.
pub struct Places<'a> {
    /// Provinces and instruments.
    pub index: &'a WorkshopIndex,
    /// The title of a decision of a case, if its words are there.
    pub decision: &'a dyn Fn(ScenarioId, NodeId) -> Option<String>,
}

/// What a role is called.
pub fn role_phrase(role: Speaker) -> Phrase {
    match role {
        Speaker::Judge => Phrase::WorkRoleJudge,
        Speaker::InvestigatingJudge => Phrase::WorkRoleInvestigating,
        Speaker::Prosecutor => Phrase::WorkRoleProsecutor,
        Speaker::Clerk => Phrase::WorkRoleClerk,
        Speaker::Police => Phrase::WorkRolePolice,
        Speaker::Administration => Phrase::WorkRoleAdministration,
        Speaker::Customs => Phrase::WorkRoleCustoms,
        Speaker::Lawyer => Phrase::WorkRoleLawyer,
        Speaker::Expert => Phrase::WorkRoleExpert,
        Speaker::Other => Phrase::WorkRoleOther,
    }
}

/// What a contribution is about, as the value of an option.
pub fn about_value(about: &About) -> String {
    match about {
        About::Handbook => "handbook".to_owned(),
        About::Lesson(lesson, None) => format!("lesson {lesson}"),
        About::Lesson(lesson, Some(section)) => format!("lesson {lesson} {section}"),
        About::Case(case, None) => format!("case {case}"),
        About::Case(case, Some(node)) => format!("case {case} {node}"),
        About::Law(law, None) => format!("law {law}"),
        About::Law(law, Some(article)) => format!("law {law} {article}"),
    }
}

/// What the value of an option stands for.
pub fn about_of(value: &str) -> Option<About> {
    let words: Vec<&str> = value.split(' ').collect();
    Some(match words.as_slice() {
        ["handbook"] => About::Handbook,
        ["lesson", lesson] => About::Lesson(lesson.parse().ok()?, None),
        ["lesson", lesson, section] => About::Lesson(lesson.parse().ok()?, Some(section.parse().ok()?)),
        ["case", case] => About::Case(case.parse().ok()?, None),
        ["case", case, node] => About::Case(case.parse().ok()?, Some(node.parse().ok()?)),
        ["law", law] => About::Law(law.parse().ok()?, None),
        _ => return None,
    })
}

/// What a contribution is about, in words.
pub fn about_words(book: &Book<'_>, places: &Places<'_>, about: &About) -> String {
    let speech = book.speech;
    match about {
        About::Handbook => speech.say(Phrase::WorkAboutHandbook),
        About::Lesson(lesson, section) => super::wall::lesson_title(book, *lesson, *section),
        About::Case(case, node) => {
            let entry = book.handbook.case(*case).map(|(_, entry)| book.case_words(entry).0.to_owned());
            let title = entry.unwrap_or_else(|| case.to_string());
            match node.and_then(|node| (places.decision)(*case, node)) {
                Some(decision) => format!("{title}: {decision}"),
                None => title,
            }
        }
        About::Law(law, article) => {
            let name = places.index.instruments.iter().find(|(id, _)| id == law).map(|(_, name)| name.clone());
            let name = name.unwrap_or_else(|| law.to_string());
            match article {
                Some(article) => {
                    speech.fill(Phrase::WorkArticleOf, &[&name, &number::digits(article.as_str(), speech.locale)])
                }
                None => name,
            }
        }
    }
}

/// The form in which a contribution is written, on the console; `about` is what the wall shows.
pub fn form(hall: &Hall<'_>, places: &Places<'_>, about: &About, chosen: &Chosen) -> Element {
    let speech = hall.book.speech;
    let role = Speaker::of(&chosen.role);
    let province = Some(chosen.province.as_str()).filter(|it| !it.is_empty());
    let about = chosen.about.as_deref().and_then(about_of).unwrap_or(*about);
    let keep = button(
        Action::Workshop(WorkshopAction::Contribute),
        "contribute",
        speech.say(Phrase::WorkKeepContribution),
        None,
    );
    let here = hall.session.contributions.iter().filter(|it| it.entry == hall.session.showing.entry);
    let here: Vec<Element> = here.map(|it| line(hall, places, it)).collect();
    let others = hall.session.contributions.iter().filter(|it| it.entry != hall.session.showing.entry);
    let others: Vec<Element> = others.map(|it| line(hall, places, it)).collect();
    let count = speech.number(hall.session.contributions.len() as u64);
    let others = (!others.is_empty()).then(|| {
        let name = speech.fill(Phrase::WorkAllContributions, &[&count]);
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").add(name))
            .add(el("ul").class("contributions").add_all(others))
    });
    let held = (!here.is_empty()).then(|| el("ul").class("contributions").add_all(here));
    el("section")
        .class("block")
        .set("data-block", "contribute")
        .set("aria-labelledby", "contribute-title")
        .add(el("h2").class("console__label").set("id", "contribute-title").say(speech, Phrase::WorkContribute))
        .add(words_field(speech, "contribution", String::new()))
        .add(fields(&hall.book, places, "contribution", role, province, &about))
        .add(el("p").add(keep))
        .add_some(held)
        .add_some(others)
}

/// A contribution as it stands in a list, with the way to change it.
fn line(hall: &Hall<'_>, places: &Places<'_>, it: &Contribution) -> Element {
    let speech = hall.book.speech;
    let edit =
        button(Action::Workshop(WorkshopAction::EditContribution(it.id)), "edit", speech.say(Phrase::WorkEdit), None);
    el("li")
        .set("data-contribution", it.id.to_string())
        .add(el("p").add(it.words.clone()))
        .add(el("p").class("field__hint").add(who(&hall.book, places, it)))
        .add(edit)
}

/// Who said it, from where, about what.
pub fn who(book: &Book<'_>, places: &Places<'_>, it: &Contribution) -> String {
    let province = it.province.and_then(|id| places.index.provinces.iter().find(|(known, _)| *known == id));
    let mut words = vec![book.speech.say(role_phrase(it.role))];
    words.extend(province.map(|(_, name)| name.clone()));
    words.push(about_words(book, places, &it.about));
    words.join(" · ")
}

/// What was refused, in words.
pub fn refused(words: &str) -> Element {
    el("p")
        .class("notice")
        .set("data-state", "caution")
        .set("role", "alert")
        .set("data-problem", "")
        .add(icon("#i-caution"))
        .add(words.to_owned())
}

/// The dialog in which a contribution is written anew.
pub fn edit(book: &Book<'_>, places: &Places<'_>, it: &Contribution, problem: Option<&str>) -> Vec<Markup> {
    let speech = book.speech;
    let keep = button(
        Action::Workshop(WorkshopAction::Contribute),
        "contribute",
        speech.say(Phrase::WorkKeepContribution),
        None,
    )
    .set("data-weight", "main");
    let remove = button(
        Action::Workshop(WorkshopAction::RemoveContribution(it.id)),
        "remove",
        speech.say(Phrase::WorkRemoveContribution),
        None,
    );
    vec![
        dialog::heading(speech.say(Phrase::WorkEditContribution)).into(),
        el("div")
            .class("entry__body")
            .add(words_field(speech, "edited", it.words.clone()))
            .add(fields(book, places, "edited", it.role, it.province.as_ref().map(|it| it.as_str()), &it.about))
            .add(el("div").add_some(problem.map(refused)))
            .into(),
        el("p").class("cluster").add(keep).add(remove).add(dialog::close(speech)).into(),
    ]
}

fn words_field(speech: &Speech<'_>, id: &'static str, value: String) -> Element {
    let field = el("textarea")
        .class("input")
        .set("id", id)
        .set("aria-describedby", format!("{id}-hint"))
        .set("rows", "3")
        .set("maxlength", CONTRIBUTION_LETTERS_MAX.to_string());
    // Only what is written anew has words to begin with: a drawing of the console must not take away what is typed.
    let field = if value.is_empty() { field } else { field.set("value", value) };
    el("p")
        .class("field")
        .add(el("label").set("for", id).say(speech, Phrase::WorkContributionWords))
        .add(field)
        .add(el("span").class("field__hint").set("id", format!("{id}-hint")).say(speech, Phrase::WorkNoNames))
}

fn fields(
    book: &Book<'_>,
    places: &Places<'_>,
    id: &'static str,
    role: Speaker,
    province: Option<&str>,
    about: &About,
) -> Element {
    let speech = book.speech;
    let select = |name: &str, phrase, options: Vec<Element>| {
        let id = format!("{id}-{name}");
        el("p")
            .class("field")
            .add(el("label").set("for", id.clone()).say(speech, phrase))
            .add(el("select").class("input").set("id", id).add_all(options))
    };
    let option = |value: String, words: String, is_chosen: bool| {
        el("option").set("value", value).mark("selected", is_chosen).add(words)
    };
    let roles = Speaker::ALL
        .into_iter()
        .map(|it| option(it.as_str().to_owned(), speech.say(role_phrase(it)), it == role))
        .collect();
    let nowhere = option(String::new(), speech.say(Phrase::WorkProvinceUnsaid), province.is_none());
    let provinces = places
        .index
        .provinces
        .iter()
        .map(|(id, name)| option(id.to_string(), name.clone(), province == Some(id.as_str())));
    let provinces = std::iter::once(nowhere).chain(provinces).collect();
    let mut subjects: Vec<About> = vec![*about];
    match about {
        About::Lesson(lesson, Some(_)) => subjects.push(About::Lesson(*lesson, None)),
        About::Case(case, Some(_)) => subjects.push(About::Case(*case, None)),
        _ => {}
    }
    subjects.push(About::Handbook);
    subjects.extend(places.index.instruments.iter().map(|(id, _)| About::Law(*id, None)));
    subjects.dedup();
    // An article stands in its own field; the list names its instrument.
    let listed = match about {
        About::Law(law, _) => About::Law(*law, None),
        other => *other,
    };
    let subjects = subjects
        .iter()
        .map(|it| option(about_value(it), about_words(book, places, it), *it == listed || it == about))
        .collect();
    let article = match about {
        About::Law(_, Some(article)) => article.to_string(),
        _ => String::new(),
    };
    let article_id = format!("{id}-article");
    let field = el("input").class("input input--short").set("type", "text").set("id", article_id.clone());
    let field = if article.is_empty() { field } else { field.set("value", article) };
    el("div")
        .class("contribute__fields")
        .add(select("role", Phrase::WorkWho, roles))
        .add(select("province", Phrase::WorkProvince, provinces))
        .add(select("about", Phrase::WorkAbout, subjects))
        .add(
            el("p")
                .class("field")
                .add(el("label").set("for", article_id).say(speech, Phrase::WorkArticle))
                .add(field)
                .add(el("span").class("field__hint").say(speech, Phrase::WorkArticleHint)),
        )
}
