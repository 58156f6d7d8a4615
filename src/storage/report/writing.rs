//! A report as JSON. The names are the format: `docs/workshop-report.schema.json`, and `reading` for the way back.

use super::{
    FORMAT, KIND, PRODUCT, Report, ReportContribution, ReportDecision, ReportEntry, ReportOption, ReportPapers,
    ReportPoll, ReportRoad,
};
use crate::engine::workshop::About;
use crate::storage::event_json::session::{push_ballot, push_list, push_numbers, push_pair, push_subject, push_whole};
use crate::storage::json::{part, push_field, push_integer, push_name};

/// A report as a file. What is listed stands on a line each, so that two reports can be compared by eye.
pub fn write(report: &Report) -> String {
    let mut file = String::from("{");
    push_field(&mut file, "product", PRODUCT);
    push_field(&mut file, "kind", KIND);
    push_whole(&mut file, "format", FORMAT);
    push_name(&mut file, "made");
    push_integer(&mut file, report.made_ms);
    push_field(&mut file, "edition", &report.edition);
    if let Some(date) = report.law_date {
        push_field(&mut file, "law", &date.to_string());
    }
    push_field(&mut file, "locale", report.locale.tag());
    push_field(&mut file, "session", &report.session.to_string());
    push_field(&mut file, "title", &report.title);
    push_field(&mut file, "day", &report.day.to_string());
    push_whole(&mut file, "people", u64::from(report.people));
    push_whole(&mut file, "tables", u64::from(report.tables));
    push_lines(&mut file, "present", &report.present, |json, (day, present)| {
        push_whole(json, "day", u64::from(*day));
        push_whole(json, "present", u64::from(*present));
    });
    push_lines(&mut file, "agenda", &report.agenda, push_entry);
    push_lines(&mut file, "polls", &report.polls, push_poll);
    push_lines(&mut file, "papers", &report.papers, push_papers);
    push_lines(&mut file, "roads", &report.roads, push_road);
    push_lines(&mut file, "contributions", &report.contributions, push_contribution);
    file.push_str("}\n");
    file
}

fn push_entry(json: &mut String, entry: &ReportEntry) {
    push_whole(json, "id", u64::from(entry.id));
    push_whole(json, "day", u64::from(entry.day));
    push_subject(json, &entry.subject);
    push_field(json, "title", &entry.title);
    push_whole(json, "starts", u64::from(entry.planned_from));
    push_whole(json, "minutes", u64::from(entry.planned_minutes));
    push_some(json, "from", entry.from);
    push_some(json, "took", entry.took_minutes);
}

fn push_poll(json: &mut String, poll: &ReportPoll) {
    push_ballot(json, poll.ballot);
    push_some(json, "entry", poll.entry);
    push_field(json, "place", &poll.place);
    push_field(json, "question", &poll.question);
    push_list(json, "options", &poll.options, push_option);
    push_numbers(json, "first", &poll.first);
    push_numbers(json, "second", &poll.second);
}

fn push_option(json: &mut String, option: &ReportOption) {
    json.push('{');
    push_field(json, "letter", &option.letter);
    push_field(json, "text", &option.text);
    push_name(json, "key");
    json.push_str(if option.is_key { "true" } else { "false" });
    json.push('}');
}

fn push_papers(json: &mut String, tested: &ReportPapers) {
    let papers = &tested.counted;
    if let Some(part) = &papers.part {
        push_field(json, "part", part.as_str());
    }
    push_field(json, "when", papers.when.as_str());
    push_field(json, "title", &tested.title);
    push_whole(json, "papers", u64::from(papers.papers));
    push_list(json, "right", &papers.right, |json, (item, count)| push_pair(json, item.as_str(), *count));
}

fn push_road(json: &mut String, road: &ReportRoad) {
    push_field(json, "scenario", road.scenario.as_str());
    push_field(json, "title", &road.title);
    push_list(json, "decisions", &road.decisions, push_decision);
    if let Some(ending) = &road.ending {
        push_field(json, "ending", ending);
    }
}

fn push_decision(json: &mut String, decision: &ReportDecision) {
    json.push('{');
    push_field(json, "node", decision.node.as_str());
    push_field(json, "title", &decision.title);
    push_field(json, "taken", &decision.taken);
    push_list(json, "votes", &decision.votes, |json, (text, votes)| {
        json.push('{');
        push_field(json, "text", text);
        push_whole(json, "votes", u64::from(*votes));
        json.push('}');
    });
    json.push('}');
}

fn push_contribution(json: &mut String, contribution: &ReportContribution) {
    push_field(json, "contribution", &contribution.id.to_string());
    push_some(json, "entry", contribution.entry);
    push_name(json, "about");
    json.push('{');
    push_about(json, contribution.about);
    json.push('}');
    if let Some(part) = &contribution.part {
        push_field(json, "part", part);
    }
    push_field(json, "place", &contribution.place);
    if let Some(detail) = &contribution.detail {
        push_field(json, "detail", detail);
    }
    push_field(json, "role", contribution.role.as_str());
    if let Some((province, name)) = &contribution.province {
        push_field(json, "province", province.as_str());
        push_field(json, "province-name", name);
    }
    push_field(json, "words", &contribution.words);
}

fn push_about(json: &mut String, about: About) {
    match about {
        About::Handbook => push_field(json, "kind", "handbook"),
        About::Lesson(lesson, section) => {
            push_field(json, "kind", "lesson");
            push_field(json, "lesson", lesson.as_str());
            if let Some(section) = section {
                push_field(json, "section", section.as_str());
            }
        }
        About::Case(scenario, node) => {
            push_field(json, "kind", "case");
            push_field(json, "scenario", scenario.as_str());
            if let Some(node) = node {
                push_field(json, "node", node.as_str());
            }
        }
        About::Law(instrument, article) => {
            push_field(json, "kind", "law");
            push_field(json, "instrument", instrument.as_str());
            if let Some(article) = article {
                push_field(json, "article", article.as_str());
            }
        }
    }
}

fn push_some(json: &mut String, name: &str, number: Option<u16>) {
    if let Some(number) = number {
        push_whole(json, name, u64::from(number));
    }
}

/// Writes a list of maps, a line each.
fn push_lines<T>(json: &mut String, name: &str, list: &[T], push: impl Fn(&mut String, &T)) {
    push_name(json, name);
    json.push('[');
    for it in list {
        part(json);
        json.push_str("\n{");
        push(json, it);
        json.push('}');
    }
    json.push_str(if list.is_empty() { "]" } else { "\n]" });
}
