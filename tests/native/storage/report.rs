//! Reports of workshops: what is written reads back, whatever is read ends well, and a spreadsheet gets what was said.

use kouprey::engine::progress::{ContributionId, Day, SessionId};
use kouprey::engine::workshop::{About, Ballot, Band, PAPERS_MIN, Papers, Speaker};
use kouprey::model::{Locale, Slug, Subject, When};
use kouprey::storage::report::{
    COLUMNS, CsvWords, REPORT_BYTES_MAX, Report, ReportContribution, ReportDecision, ReportEntry, ReportOption,
    ReportPapers, ReportPoll, ReportRoad, csv, read, write,
};
use kouprey::storage::transfer::{Refusal, export};
use kouprey::storage::{key, profiles::Profile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::support::{AT, id, ids, made, today};

/// What is promised to validate reports.
const SCHEMA: &str = include_str!("../../../docs/workshop-report.schema.json");

const KHMER: &str = "នៅខេត្តរបស់ខ្ញុំ សំណុំរឿងមកដល់យឺត ដោយគ្មានបញ្ជីថែរក្សាវត្ថុតាង។";

fn session() -> SessionId {
    made(7).into()
}

fn contribution(counter: u64, about: About, words: &str) -> ReportContribution {
    let role = Speaker::ALL[counter as usize % Speaker::ALL.len()];
    let (place, detail) = match about {
        About::Handbook => ("", None),
        About::Lesson(_, None) => ("The first 48 hours", None),
        About::Lesson(..) => ("The first 48 hours", Some("One clock")),
        About::Case(..) => ("Beans and beams", Some("The call")),
        About::Law(..) => ("Code of Criminal Procedure", Some("Article 96")),
    };
    ReportContribution {
        id: ContributionId::from((session().replica, counter)),
        entry: (!counter.is_multiple_of(3)).then_some((counter % 12) as u16 + 1),
        about,
        part: matches!(about, About::Lesson(..)).then(|| "Investigation".to_owned()),
        place: place.to_owned(),
        detail: detail.map(str::to_owned),
        role,
        province: (!counter.is_multiple_of(4)).then(|| (id("kampong-cham"), "កំពង់ចាម".to_owned())),
        words: words.to_owned(),
    }
}

fn poll(place: usize) -> ReportPoll {
    let option =
        |letter: &str, text: &str, is_key| ReportOption { letter: letter.to_owned(), text: text.to_owned(), is_key };
    let ballot = match place % 4 {
        0 => Ballot::Decision(id("beans-and-beams"), id(&format!("node-{place}"))),
        _ => Ballot::Item(id(&format!("inv-{place:02}"))),
    };
    ReportPoll {
        ballot,
        entry: Some((place % 12) as u16 + 1),
        place: "The first 48 hours".to_owned(),
        question: format!("{place}. From which moment, \"exactly\", do the 48 hours run?"),
        options: vec![
            option("A", "From the arrest, at the port", false),
            option("B", "ចាប់ពីពេលមកដល់អង្គភាពនគរបាល", !place.is_multiple_of(4)),
            option("C", "From the call", false),
        ],
        first: vec![14, 31, (place % 10) as u16],
        second: if place.is_multiple_of(5) { Vec::new() } else { vec![9, 43, 6] },
    }
}

fn papers(when: When, papers: u16, right: u16) -> ReportPapers {
    let items = ids("law-01 law-02 law-03 law-04");
    let right = items.into_iter().map(|item| (item, right)).collect();
    let counted = Papers { part: Some(id("the-law")), when, papers, right };
    ReportPapers { title: "The law".to_owned(), counted }
}

/// A session of two days with 40 polls and 200 contributions in both languages.
fn two_days(locale: Locale) -> Report {
    let subjects = [
        Subject::Talk,
        Subject::Test(Some(id("the-law")), When::Before),
        Subject::Lesson(id("first-48-hours"), None),
        Subject::Break,
        Subject::Lesson(id("first-48-hours"), Some(id("one-clock"))),
        Subject::Discussion,
        Subject::Case(id("beans-and-beams")),
        Subject::Break,
        Subject::Lesson(id("weighing-evidence"), None),
        Subject::Discussion,
        Subject::Test(None, When::After),
        Subject::Talk,
    ];
    let agenda = subjects.into_iter().enumerate().map(|(place, subject)| ReportEntry {
        id: place as u16 + 1,
        day: (place / 6) as u8,
        subject,
        title: if place % 2 == 0 {
            "សេចក្តីផ្តើម".to_owned()
        } else {
            "Opening, and \"welcome\"".to_owned()
        },
        planned_from: 480 + (place % 6) as u16 * 60,
        planned_minutes: 60,
        from: (place != 11).then_some(485 + (place % 6) as u16 * 62),
        took_minutes: (place != 11).then_some(62),
    });
    let abouts = [
        About::Handbook,
        About::Lesson(id("first-48-hours"), None),
        About::Lesson(id("first-48-hours"), Some(id("one-clock"))),
        About::Case(id("beans-and-beams"), Some(id("call"))),
        About::Law(id("ccp-2007"), Some(id("ccp-2007-96"))),
    ];
    let said = (0..200_u64).map(|counter| {
        let words = match counter % 2 {
            0 => format!("{counter}. {KHMER}\n«ពិបាកណាស់»"),
            _ => format!("{counter}. The file arrives late, and \"without\" a custody log;\nwe ask twice."),
        };
        contribution(counter, abouts[counter as usize % abouts.len()], &words)
    });
    let decision = |node: &str, taken: &str, votes: &[(&str, u16)]| ReportDecision {
        node: id(node),
        title: "The call".to_owned(),
        taken: taken.to_owned(),
        votes: votes.iter().map(|(text, votes)| ((*text).to_owned(), *votes)).collect(),
    };
    Report {
        made_ms: AT,
        edition: "0.4".to_owned(),
        law_date: Day::new(2026, 11, 1),
        locale,
        session: session(),
        title: "សិក្ខាសាលា at Kampong Cham".to_owned(),
        day: today(),
        people: 60,
        tables: 10,
        present: vec![(0, 58), (1, 51)],
        agenda: agenda.collect(),
        polls: (1..=40).map(poll).collect(),
        papers: vec![papers(When::Before, 24, 12), papers(When::After, 22, 18)],
        roads: vec![ReportRoad {
            scenario: id("beans-and-beams"),
            title: "Beans and beams".to_owned(),
            decisions: vec![
                decision("call", "Go to the port", &[("Go to the port", 30), ("Wait", 8), ("ហៅអ្នកជំនាញ", 20)]),
                decision("record", "Seal and weigh", &[]),
            ],
            ending: Some("The chain holds".to_owned()),
        }],
        contributions: said.collect(),
    }
}

/// A report in which nothing happened but one thing that was said.
fn short(words: &str) -> Report {
    Report {
        present: Vec::new(),
        agenda: Vec::new(),
        polls: Vec::new(),
        papers: Vec::new(),
        roads: Vec::new(),
        contributions: vec![contribution(1, About::Handbook, words)],
        ..two_days(Locale::En)
    }
}

fn words() -> CsvWords {
    let word = |text: &str| text.to_owned();
    CsvWords {
        heads: [
            "ប្រភេទ",
            "day",
            "part",
            "place",
            "id",
            "subject",
            "detail",
            "role",
            "province",
            "value",
            "second",
            "text",
        ]
        .map(word),
        kinds: ["session", "attendance", "agenda", "vote", "test", "gain", "decision", "ending", "មតិ"].map(word),
        subjects: ["talk", "break", "discussion", "lesson", "case", "test"].map(word),
        whens: ["before", "after"].map(word),
        roles: Speaker::ALL.map(|role| role.as_str().to_owned()),
        key: word("right"),
        taken: word("taken"),
    }
}

/// A table as a spreadsheet reads it (RFC 4180), without the mark before it.
#[track_caller]
fn parsed(table: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut is_quoted = false;
    let mut letters = table.strip_prefix('\u{feff}').unwrap().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(letters.next(), Some('\n'), "a line ends in CR LF");
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            letter => {
                assert!(is_quoted || letter != '\n', "a line feed without its carriage return");
                field.push(letter);
            }
        }
    }
    assert!(!is_quoted && row.is_empty() && field.is_empty(), "the last line ends too");
    rows
}

/// What becomes of a text that a spreadsheet would run.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[test]
fn a_report_reads_back_as_it_was() {
    for locale in Locale::ALL {
        let report = two_days(locale);
        assert_eq!((report.polls.len(), report.contributions.len()), (40, 200));
        assert_eq!(read(&write(&report)), Ok(report));
    }
    let bare = Report {
        law_date: None,
        title: String::new(),
        roads: vec![ReportRoad { scenario: id("a"), title: String::new(), decisions: Vec::new(), ending: None }],
        ..short("")
    };
    assert_eq!(read(&write(&bare)), Ok(bare));
}

#[test]
fn a_report_says_first_what_it_is_and_lists_line_by_line() {
    let file = write(&short("One"));
    assert!(file.starts_with("{\"product\":\"kouprey\",\"kind\":\"workshop-report\",\"format\":1,"), "{file}");
    assert!(
        file.contains("\n{\"contribution\":\"fixture1-1\",\"entry\":2,\"about\":{\"kind\":\"handbook\"},"),
        "{file}"
    );
    assert!(file.ends_with("\n]}\n"), "{file}");
    let marked = format!("\u{feff}{file}");
    assert!(read(&marked).is_ok(), "an editor has put a mark before it");
}

#[test]
fn a_report_that_was_cut_short_is_refused() {
    let file = write(&two_days(Locale::Km));
    let end = file.trim_end().len();
    for step in 0..200 {
        let cut = (end * step / 200..).find(|place| file.is_char_boundary(*place)).unwrap();
        assert_eq!(read(&file[..cut]), Err(Refusal::NotJson), "cut at {cut}");
    }
    assert!(read(&file[..end]).is_ok());
}

#[test]
fn what_is_no_report_is_refused_with_its_reason() {
    let file = write(&short("One"));
    let refused = |from: &str, to: &str| read(&file.replacen(from, to, 1));
    assert_eq!(read(""), Err(Refusal::NotJson));
    assert_eq!(read("a,b\r\n1,2\r\n"), Err(Refusal::NotJson));
    assert_eq!(read("{}"), Err(Refusal::Foreign));
    assert_eq!(read("[]"), Err(Refusal::Foreign));
    assert_eq!(refused("kouprey", "banteng"), Err(Refusal::Foreign));
    assert_eq!(refused("workshop-report", "record"), Err(Refusal::Foreign));
    assert_eq!(refused("\"format\":1", "\"format\":2"), Err(Refusal::Newer));
    assert_eq!(refused("\"format\":1", "\"format\":0"), Err(Refusal::Foreign));
    assert_eq!(refused("\"format\":1", "\"format\":\"1\""), Err(Refusal::Foreign));
    let record = export(&Profile::new(key::first_profile()), &[], AT);
    assert_eq!(read(&record), Err(Refusal::Foreign), "a learner's record is another file");
    let empty = Report { contributions: Vec::new(), ..short("") };
    assert_eq!(read(&write(&empty)), Err(Refusal::Empty));
    let huge = " ".repeat(REPORT_BYTES_MAX + 1);
    assert_eq!(read(&huge), Err(Refusal::TooLarge));
}

#[test]
fn a_field_that_is_not_known_is_passed_over_and_a_wrong_one_refuses_the_whole() {
    let report = two_days(Locale::En);
    let file = write(&report);
    let with = |from: &str, to: &str| {
        assert!(file.contains(from), "{from}");
        read(&file.replacen(from, to, 1))
    };
    assert_eq!(with("\"title\":", "\"mood\":{\"deep\":[1.5,null]},\"title\":"), Ok(report.clone()));
    assert_eq!(with("\"letter\":\"A\",", "\"colour\":\"blue\",\"letter\":\"A\","), Ok(report));
    let many = format!("\"first\":[{}", "1,".repeat(40));
    for (from, to) in [
        ("\"people\":60", "\"people\":-1"),
        ("\"people\":60", "\"people\":65536"),
        ("\"people\":60", "\"people\":1e2"),
        ("\"tables\":10", "\"tables\":256"),
        ("\"day\":\"2026-11-21\"", "\"day\":\"2026-02-30\""),
        ("\"locale\":\"en\"", "\"locale\":\"fr\""),
        ("\"role\":\"judge\"", "\"role\":\"king\""),
        ("\"kind\":\"break\"", "\"kind\":\"party\""),
        ("\"first\":[14,31,", many.as_str()),
        ("\"first\":[14,", "\"first\":[-14,"),
        ("\"key\":true", "\"key\":1"),
        ("\"when\":\"before\"", "\"when\":\"during\""),
        ("\"session\":\"fixture1-7\"", "\"session\":\"seven\""),
        ("\"polls\":[", "\"votes\":["),
        ("\"title\":", "\"title\":\"twice\",\"title\":"),
    ] {
        assert_eq!(with(from, to), Err(Refusal::Foreign), "{from} {to}");
    }
}

#[test]
fn the_gain_is_normalised_on_what_both_tests_asked() {
    let gain = |before: ReportPapers, after: ReportPapers| {
        let report = Report { papers: vec![before, after], ..short("") };
        let gains = report.gains();
        assert_eq!(gains.len(), 1);
        gains[0].gain
    };
    // 50 per cent, then 18 of 22: (81.8 - 50) / (100 - 50).
    let found = gain(papers(When::Before, 24, 12), papers(When::After, 22, 18));
    assert_eq!((found.hundredths, found.band(), found.is_thin()), (Some(64), Some(Band::Medium), false));
    assert_eq!((found.before.unwrap().tenths(), found.after.unwrap().tenths()), (500, 818));
    // Less than before, on too few papers.
    let found = gain(papers(When::Before, PAPERS_MIN, 10), papers(When::After, PAPERS_MIN - 1, 5));
    assert_eq!((found.hundredths, found.band(), found.is_thin()), (Some(-47), Some(Band::Lost), true));
    // Nothing was left to be gained, or more right answers than papers were typed in.
    assert_eq!(gain(papers(When::Before, 20, 20), papers(When::After, 20, 20)).hundredths, None);
    assert_eq!(gain(papers(When::Before, 20, 90), papers(When::After, 20, 20)).hundredths, None);
    assert_eq!(gain(papers(When::Before, 0, 0), papers(When::After, 20, 20)).hundredths, None);
    // An item that only one of the two asked is left out; without a common one there is no gain.
    let mut after = papers(When::After, 20, 15);
    after.counted.right.push((id("law-09"), 0));
    let found = gain(papers(When::Before, 20, 10), after.clone());
    assert_eq!((found.hundredths, found.after.unwrap().tenths()), (Some(50), 750));
    after.counted.right = vec![(id("law-09"), 15)];
    let found = gain(papers(When::Before, 20, 10), after);
    assert_eq!((found.hundredths, found.after.unwrap().tenths()), (None, 750));
    let alone = Report { papers: vec![papers(When::After, 20, 15)], ..short("") };
    assert_eq!(alone.gains()[0].gain.hundredths, None);
}

#[test]
fn a_minority_is_what_was_voted_for_and_not_taken() {
    let report = two_days(Locale::En);
    assert_eq!(report.roads[0].decisions[0].minority(), [("ហៅអ្នកជំនាញ", 20), ("Wait", 8)]);
    assert!(report.roads[0].decisions[1].minority().is_empty());
    let both = ReportDecision {
        taken: "Seal / Weigh".to_owned(),
        votes: [("Seal", 30), ("Weigh", 2), ("Seal / Weigh", 1), ("Wait", 9), ("Leave", 0)]
            .map(|(text, votes)| (text.to_owned(), votes))
            .to_vec(),
        ..report.roads[0].decisions[0].clone()
    };
    assert_eq!(both.minority(), [("Wait", 9)]);
}

#[test]
fn the_table_has_a_row_for_each_thing_and_as_many_fields_in_each() {
    let report = two_days(Locale::Km);
    let table = csv(&report, &words());
    assert!(table.as_bytes().starts_with(&[0xEF, 0xBB, 0xBF]), "a mark for Excel");
    assert!(table.contains(KHMER));
    let rows = parsed(&table);
    assert!(rows.iter().all(|row| row.len() == COLUMNS));
    assert_eq!(rows[0][0], "ប្រភេទ");
    let of = |kind: &str| rows.iter().filter(|row| row[0] == kind).collect::<Vec<_>>();
    let counts =
        ["session", "attendance", "agenda", "vote", "test", "gain", "decision", "ending", "មតិ"].map(|it| of(it).len());
    assert_eq!(counts, [1, 2, 12, 120, 2, 1, 4, 1, 200]);
    let vote = of("vote")[1];
    assert_eq!((vote[6].as_str(), vote[9].as_str(), vote[10].as_str()), ("B (right)", "31", "43"));
    let question = "1. From which moment, \"exactly\", do the 48 hours run?";
    assert_eq!((vote[4].as_str(), vote[5].as_str(), vote[1].as_str()), ("inv-01", question, "1"));
    let entry = of("agenda")[11];
    assert_eq!((entry[1].as_str(), entry[6].as_str(), entry[9].as_str(), entry[10].as_str()), ("2", "", "60", ""));
    assert_eq!((of("gain")[0][9].as_str(), of("gain")[0][10].as_str()), ("0.64", "22"));
    assert_eq!((of("test")[1][5].as_str(), of("test")[1][10].as_str()), ("after", "82"));
    assert_eq!((of("decision")[0][6].as_str(), of("decision")[0][9].as_str()), ("taken", "30"));
    for (row, said) in of("មតិ").into_iter().zip(&report.contributions) {
        assert_eq!((&row[11], row[7].as_str()), (&said.words, said.role.as_str()));
        assert_eq!(row[8], said.province.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    }
    let section = of("មតិ")[2];
    assert_eq!((section[3].as_str(), section[6].as_str()), ("The first 48 hours", "One clock"));
    assert_eq!(section[5], "first-48-hours/one-clock");
}

#[test]
fn what_begins_like_a_formula_is_made_harmless() {
    for text in ["=1+1", "+855 12", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=HYPERLINK(\"http://a\",\"b\")"]
    {
        let rows = parsed(&csv(&short(text), &words()));
        assert_eq!(rows.last().unwrap()[11], format!("'{text}"));
    }
    for text in ["1 = 1", "ក=ខ", "'=1", ""] {
        assert_eq!(parsed(&csv(&short(text), &words())).last().unwrap()[11], text);
    }
    let table = csv(&short("a;=1"), &words());
    assert!(table.contains("\"a;=1\""), "some spreadsheets part fields at a semicolon");
    // Numbers are no formulas.
    let lost = Report { papers: vec![papers(When::Before, 20, 10), papers(When::After, 20, 8)], ..short("") };
    let rows = parsed(&csv(&lost, &words()));
    assert_eq!(rows.iter().find(|row| row[0] == "gain").unwrap()[9], "-0.20");
}

/// What of a value does not fit a schema. A keyword that this does not know fails the test.
fn misfits(value: &Value, schema: &Value, root: &Value, path: &str, found: &mut Vec<String>) {
    let mut check = |fits: bool, rule: &str| {
        if !fits {
            found.push(format!("{path}: {rule}"));
        }
    };
    let is_type = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("type {other}"),
    };
    let is_like = |pattern: &str, text: &str| match pattern {
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.parse::<Slug>().is_ok(),
        "^[a-z0-9]{8}-[0-9]+$" => text.parse::<SessionId>().is_ok(),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.parse::<Day>().is_ok(),
        other => panic!("pattern {other}"),
    };
    let length = value.as_array().map(Vec::len);
    let number = value.as_i64();
    let mut inner: Vec<(String, &Value, &Value)> = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => {}
            "$ref" => {
                let target = root.pointer(&rule.as_str().unwrap()[1..]).unwrap();
                inner.push((path.to_owned(), value, target));
            }
            "const" => check(value == rule, keyword),
            "enum" => check(rule.as_array().unwrap().contains(value), keyword),
            "type" => check(rule.as_array().map_or_else(|| is_type(rule), |all| all.iter().any(is_type)), keyword),
            "pattern" => check(value.as_str().is_none_or(|text| is_like(rule.as_str().unwrap(), text)), keyword),
            "maxLength" => {
                check(value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().unwrap()), keyword);
            }
            "minimum" => check(number.is_none_or(|it| rule.as_i64().unwrap() <= it), keyword),
            "maximum" => check(number.is_none_or(|it| it <= rule.as_i64().unwrap()), keyword),
            "minItems" => check(length.is_none_or(|it| rule.as_u64().unwrap() <= it as u64), keyword),
            "maxItems" => check(length.is_none_or(|it| it as u64 <= rule.as_u64().unwrap()), keyword),
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                names.for_each(|name| check(value.get(name).is_some(), name));
            }
            "anyOf" => {
                let fits = |schema: &Value| {
                    let mut none = Vec::new();
                    misfits(value, schema, root, path, &mut none);
                    none.is_empty()
                };
                check(rule.as_array().unwrap().iter().any(fits), keyword);
            }
            "properties" => {
                let rules = rule.as_object().unwrap();
                for (name, value) in value.as_object().into_iter().flatten() {
                    match rules.get(name) {
                        Some(rule) => inner.push((format!("{path}/{name}"), value, rule)),
                        // Others may add fields; we write none that the schema does not name.
                        None => check(schema.get("type").is_none(), name),
                    }
                }
            }
            "items" => {
                let all = value.as_array().into_iter().flatten().enumerate();
                inner.extend(all.map(|(place, value)| (format!("{path}/{place}"), value, rule)));
            }
            "prefixItems" => {
                let all = value.as_array().into_iter().flatten().zip(rule.as_array().unwrap()).enumerate();
                inner.extend(all.map(|(place, (value, rule))| (format!("{path}/{place}"), value, rule)));
            }
            other => panic!("keyword {other}"),
        }
    }
    for (path, value, schema) in inner {
        misfits(value, schema, root, &path, found);
    }
}

fn misfits_of(file: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut found = Vec::new();
    misfits(file, &schema, &schema, "", &mut found);
    found
}

#[test]
fn a_report_fits_its_schema() {
    for report in [two_days(Locale::En), two_days(Locale::Km), short("One")] {
        let file: Value = serde_json::from_str(&write(&report)).unwrap();
        assert_eq!(misfits_of(&file), Vec::<String>::new());
    }
}

#[test]
fn what_does_not_fit_the_schema_is_not_read() {
    let file: Value = serde_json::from_str(&write(&two_days(Locale::En))).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut spoilt: Vec<(String, Value)> = Vec::new();
    for name in schema["required"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()) {
        let mut without = file.clone();
        without.as_object_mut().unwrap().remove(name);
        spoilt.push((format!("without {name}"), without));
    }
    for (path, value) in [
        ("/made", json!("yesterday")),
        ("/people", json!(70_000)),
        ("/day", json!("2026-13-01")),
        ("/agenda/2/lesson", json!("First 48 hours")),
        ("/agenda/0/kind", json!("party")),
        ("/polls/0/options/0/text", json!(1)),
        ("/polls/0/first/0", json!(-1)),
        ("/papers/0/right/0", json!(["law-01"])),
        ("/roads/0/decisions/0/votes/0/votes", json!(null)),
        ("/contributions/0/role", json!("king")),
        ("/contributions/0/about/kind", json!("rumour")),
        ("/contributions/0/contribution", json!("one")),
    ] {
        let mut with = file.clone();
        *with.pointer_mut(path).unwrap() = value;
        spoilt.push((path.to_owned(), with));
    }
    for (name, file) in spoilt {
        assert!(!misfits_of(&file).is_empty(), "{name} fits the schema");
        assert_eq!(read(&file.to_string()), Err(Refusal::Foreign), "{name}");
    }
}

/// Any words, and often such that a table or a spreadsheet may trip over.
fn any_words() -> impl Strategy<Value = String> {
    let parts =
        vec!["=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", ",", ";", "'", " ", "a", "ក្រ", "១", "＝", "\u{feff}"];
    prop_oneof![any::<String>(), vec(select(parts), 0..8).prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn any_words_come_through_file_and_table(said in any_words(), place in any_words(), asked in any_words()) {
        let mut report = Report { title: place.clone(), polls: vec![poll(1)], ..short(&said) };
        report.polls[0].question = asked.clone();
        report.contributions[0].place = place.clone();
        report.contributions[0].province = Some((id("takeo"), asked.clone()));
        prop_assert_eq!(read(&write(&report)), Ok(report.clone()));
        let rows = parsed(&csv(&report, &words()));
        prop_assert_eq!(rows.len(), 1 + 1 + 3 + 1);
        prop_assert!(rows.iter().all(|row| row.len() == COLUMNS));
        let found = [(1, 3), (2, 5), (5, 3), (5, 8), (5, 11)].map(|(row, column)| rows[row][column].clone());
        let expected = [&place, &asked, &place, &asked, &said].map(|text| harmless(text));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn reading_any_text_ends_well(place in any::<Index>(), new in any::<char>(), other in any::<String>()) {
        let _ = read(&other);
        let mut letters: Vec<char> = write(&Report { polls: vec![poll(1)], ..short("One") }).chars().collect();
        let place = place.index(letters.len());
        letters[place] = new;
        let spoilt: String = letters.into_iter().collect();
        if let Ok(report) = read(&spoilt) {
            // What was read can be shown as a table, and travels on.
            let _ = csv(&report, &words());
            prop_assert_eq!(read(&write(&report)), Ok(report));
        }
    }
}
