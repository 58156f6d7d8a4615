//! What Markdown becomes, and what it may not hold.

use kouprey::compiler::Rule;
use kouprey::model::{Block, Callout, CalloutKind, Inline, Inlines, Mark, Tongue};

use super::book::{Book, site};

const EN: &str = "lessons/first/en.md";

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn words(words: &str) -> Inlines {
    vec![text(words)]
}

fn paragraph(said: &str) -> Block {
    Block::Paragraph(words(said))
}

/// The blocks that a piece of Markdown becomes.
#[track_caller]
fn blocks(markdown: &str) -> Vec<Block> {
    Book::probe(markdown).blocks()
}

/// The words of Markdown that is one paragraph.
#[track_caller]
fn run(markdown: &str) -> Inlines {
    match blocks(markdown).as_slice() {
        [Block::Paragraph(words)] => words.clone(),
        other => panic!("not one paragraph: {other:?}"),
    }
}

/// The callout that Markdown is.
#[track_caller]
fn callout(markdown: &str) -> Callout {
    match blocks(markdown).as_slice() {
        [Block::Callout(callout)] => callout.clone(),
        other => panic!("not one callout: {other:?}"),
    }
}

#[test]
fn the_lines_of_a_paragraph_are_joined_by_spaces() {
    assert_eq!(blocks("One\nline.\n\nAnother."), [paragraph("One line."), paragraph("Another.")]);
}

#[test]
fn two_spaces_at_the_end_of_a_line_break_it() {
    assert_eq!(run("One  \ntwo"), [text("One"), Inline::Break, text("two")]);
}

#[test]
fn emphasis_may_stand_within_strong_words() {
    let both = Inline::Emphasis(words("both"));
    let strong = Inline::Strong(vec![text("strong "), both, text(" words")]);
    assert_eq!(run("Two **strong *both* words** here."), [text("Two "), strong, text(" here.")]);
}

#[test]
fn a_small_heading_stands_between_blocks() {
    assert_eq!(blocks("### Small\n\nWords."), [Block::Heading(words("Small")), paragraph("Words.")]);
}

#[test]
fn lists_and_numbered_lists_hold_their_entries_in_order() {
    let list = Block::List(vec![words("a"), words("b c")]);
    let steps = Block::Steps(vec![words("first"), words("second")]);
    assert_eq!(blocks("- a\n- b\n  c\n\n1. first\n2. second"), [list, steps]);
}

#[test]
fn a_list_with_empty_lines_between_its_entries_is_the_same_list() {
    assert_eq!(blocks("- a\n\n- b"), [Block::List(vec![words("a"), words("b")])]);
}

#[test]
fn a_table_keeps_its_empty_cells() {
    let Some(Block::Table(table)) = blocks("| A | B |\n|---|:-:|\n| *a* | b |\n| | c |").pop() else {
        panic!("not a table");
    };
    assert_eq!(table.head, [words("A"), words("B")]);
    assert_eq!(table.rows, [vec![vec![Inline::Emphasis(words("a"))], words("b")], vec![vec![], words("c")]]);
}

#[test]
fn a_definition_list_is_pairs_and_two_definitions_of_one_term_are_parted_by_a_break() {
    let pairs = vec![
        (words("Ends"), vec![text("Thursday, 08:10"), Inline::Break, text("or Thursday, 20:30")]),
        (words("Begun"), words("Tuesday, at night")),
    ];
    let markdown = "Ends\n: Thursday, 08:10\n: or Thursday, 20:30\n\nBegun\n: Tuesday,\n  at night";
    assert_eq!(blocks(markdown), [Block::Pairs(pairs)]);
}

#[test]
fn every_kind_of_callout_is_known_by_its_word() {
    for kind in CalloutKind::ALL {
        let found = callout(&format!("> [!{}] A *title*\n> Words.", kind.as_str()));
        assert_eq!(found.kind, kind);
        assert_eq!(found.title, [text("A "), Inline::Emphasis(words("title"))]);
        assert_eq!(found.blocks, [paragraph("Words.")]);
        assert_eq!(found.figure, None);
    }
}

#[test]
fn a_callout_may_have_no_title() {
    let found = callout("> [!discuss]\n> - One?\n> - Two?");
    assert!(found.title.is_empty());
    assert_eq!(found.blocks, [Block::List(vec![words("One?"), words("Two?")])]);
}

#[test]
fn callouts_that_follow_each_other_without_an_empty_line_stay_apart() {
    let found = blocks("> [!law] One clock\n> Custody runs\n> once.\n> [!caution] One scale\n> Two scales differ.");
    let law = Callout {
        kind: CalloutKind::Law,
        figure: None,
        title: words("One clock"),
        blocks: vec![paragraph("Custody runs once.")],
    };
    let caution = Callout {
        kind: CalloutKind::Caution,
        figure: None,
        title: words("One scale"),
        blocks: vec![paragraph("Two scales differ.")],
    };
    assert_eq!(found, [Block::Callout(law), Block::Callout(caution)]);
}

#[test]
fn what_stands_before_the_bar_of_an_impact_callout_is_its_figure() {
    let book = Book::probe("> [!impact] 2,777 | What stands behind the weight\n> About 2,777 animals [@source-one].");
    let book = book.replace("sources.toml", "the bags 300.", "the bags 300, of 2,777 animals.");
    let Some(Block::Callout(found)) = book.blocks().pop() else { panic!("not a callout") };
    assert_eq!(found.figure.as_deref(), Some("2,777"));
    assert_eq!(found.title, words("What stands behind the weight"));
}

#[test]
fn an_impact_callout_without_a_bar_has_no_figure_and_other_callouts_keep_their_bar() {
    assert_eq!(callout("> [!impact] What stands behind\n> Words.").figure, None);
    let law = callout("> [!law] One | two\n> Words.");
    assert_eq!((law.figure, law.title), (None, words("One | two")));
}

#[test]
fn a_document_may_hold_pairs_tables_and_lists() {
    let markdown =
        "> [!document] Cover\n> Fictional.\n>\n> First held\n> : Tuesday\n>\n> | A |\n> |---|\n> | b |\n>\n> 1. One";
    let found = callout(markdown).blocks;
    assert!(
        matches!(found.as_slice(), [Block::Paragraph(_), Block::Pairs(_), Block::Table(_), Block::Steps(_)]),
        "{found:?}"
    );
}

#[test]
fn a_tongue_belongs_to_the_emphasis_right_before_it() {
    let found = run("Name *Manis javanica*{la}, *chain of custody*{en}, *ខ្មែរ*{km} and *plain* {la}.");
    let expected = [
        text("Name "),
        Inline::Foreign(Tongue::La, words("Manis javanica")),
        text(", "),
        Inline::Foreign(Tongue::En, words("chain of custody")),
        text(", "),
        Inline::Foreign(Tongue::Km, words("ខ្មែរ")),
        text(" and "),
        Inline::Emphasis(words("plain")),
        text(" {la}."),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_statement_without_a_source_carries_its_mark() {
    let found = run("A {inference} b {open} c {derived} d {unverified}.");
    let marks: Vec<Mark> =
        found.iter().filter_map(|it| if let Inline::Claim(mark) = it { Some(*mark) } else { None }).collect();
    assert_eq!(marks, [Mark::Inference, Mark::Open, Mark::Derived, Mark::Unverified]);
}

#[test]
fn links_lead_to_entries_terms_lessons_sections_and_cases() {
    let markdown = "[[snare]] [[snare|snares]] [o](offence:fl-1) [a](article:first-law/1) [s](species:sunda-pangolin) \
                    [g](org:forestry) [l](lesson:first) [m](lesson:first/words) [c](case:crossing)";
    let found: Vec<Inline> = run(markdown).into_iter().filter(|it| !matches!(it, Inline::Text(_))).collect();
    let entry = |name: &str, said: &str| Inline::Entry(name.parse().unwrap(), words(said));
    let expected = [
        entry("term:snare", "snare"),
        entry("term:snare", "snares"),
        entry("offence:fl-1", "o"),
        entry("article:first-law-1", "a"),
        entry("species:sunda-pangolin", "s"),
        entry("org:forestry", "g"),
        Inline::Lesson("first".parse().unwrap(), None, words("l")),
        Inline::Lesson("first".parse().unwrap(), "words".parse().ok(), words("m")),
        Inline::Case("crossing".parse().unwrap(), words("c")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_embed_alone_in_its_paragraph_is_a_figure_or_an_item() {
    let compilation = Book::valid().compile();
    let blocks = &site(&compilation).lessons[0].words[0].sections[2].blocks;
    let embeds: Vec<String> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Figure(id) => Some(format!("figure {id}")),
            Block::Item(id) => Some(format!("item {id}")),
            _ => None,
        })
        .collect();
    let expected = [
        "figure weights",
        "figure stages",
        "figure counts",
        "figure numbers",
        "figure border",
        "item it-single",
        "item it-multiple",
        "item it-vignette",
        "item it-ordering",
        "item it-matching",
        "item it-judgement",
    ];
    assert_eq!(embeds, expected);
}

#[test]
fn a_source_is_one_note_in_a_section_and_another_note_in_the_next() {
    let book = Book::probe("A [@source-one], b [@source-one], c [@source-one secondary], d [@first-law art. 1(2)].");
    let cited = |words: &[Inline]| -> Vec<u16> {
        words.iter().filter_map(|it| if let Inline::Cite(note) = it { Some(*note) } else { None }).collect()
    };
    let Some(Block::Paragraph(found)) = book.blocks().pop() else { panic!("not a paragraph") };
    let found = cited(&found);
    assert_eq!(found[0], found[1]);
    assert_eq!(found.len(), 4);
    assert!(found[1] < found[2] && found[2] < found[3], "{found:?}");
    // The section before cites the same source in a table and in a definition: one note of its own.
    let compilation = book.compile();
    let words = &site(&compilation).lessons[0].words[0];
    let before: Vec<u16> = words.sections[0]
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(table) => table.rows.iter().flatten().flat_map(|cell| cited(cell)).collect::<Vec<u16>>(),
            Block::Pairs(pairs) => pairs.iter().flat_map(|(_, said)| cited(said)).collect::<Vec<u16>>(),
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(before, [before[0], before[0]]);
    assert_ne!(before[0], found[0]);
    assert_eq!(words.notes[usize::from(before[0])].cited, words.notes[usize::from(found[0])].cited);
}

#[test]
fn a_note_says_what_is_cited_in_the_language_of_the_page() {
    let compilation = Book::valid().compile();
    let [en, km] = &site(&compilation).lessons[0].words;
    assert_eq!(en.notes[0].cited, "First Law, art.\u{a0}1");
    assert_eq!(en.notes[0].short, "FL, art.\u{a0}1");
    assert_eq!(en.notes[0].caution, "The extension was not seen.");
    assert_eq!(km.notes[0].cited, "ច្បាប់ទីមួយ មាត្រា\u{a0}១");
    assert_eq!(km.notes[0].mark, Mark::Verified);
}

#[test]
fn brackets_and_braces_that_mean_nothing_stay_words() {
    assert_eq!(run("[sic] {x} [not a link] <3 * 4"), words("[sic] {x} [not a link] <3 * 4"));
}

#[test]
fn lines_may_end_as_windows_ends_them() {
    let book = ["lessons/first/en.md", "lessons/first/km.md", "lessons/first/items.toml", "handbook.toml"]
        .into_iter()
        .fold(Book::valid(), |book, file| {
            let text = book.text(file).replace('\n', "\r\n");
            book.write(file, &text)
        });
    book.finds_nothing();
}

#[test]
fn html_is_refused_as_a_block_among_words_and_as_a_comment() {
    Book::probe("<div class=\"x\">\nBold\n</div>").finds(Rule::Markdown, EN, 28);
    Book::probe("Words with <b>bold</b>.").finds(Rule::Markdown, EN, 28);
    Book::probe("Words.\n\n<!-- a note to myself -->").finds(Rule::Markdown, EN, 30);
    Book::probe("- An entry\n- with <br> in it").finds(Rule::Markdown, EN, 29);
}

#[test]
fn a_list_inside_a_list_is_refused() {
    Book::probe("- One\n- Two\n  - Nested").finds(Rule::Markdown, EN, 30);
    Book::probe("1. One\n   1. Nested").finds(Rule::Markdown, EN, 29);
}

#[test]
fn code_rules_and_pictures_are_refused() {
    Book::probe("    indented").finds(Rule::Markdown, EN, 28);
    Book::probe("```\ncode\n```").finds(Rule::Markdown, EN, 28);
    Book::probe("Words.\n\n***\n\nWords.").finds(Rule::Markdown, EN, 30);
    Book::probe("A ![picture](a.png).").finds(Rule::Markdown, EN, 28);
}

#[test]
fn a_web_address_is_refused_as_a_link() {
    Book::probe("See [this](https://example.org).").finds(Rule::LinkResolves, EN, 28);
}

#[test]
fn a_quote_must_be_a_callout_that_is_known() {
    Book::probe("> Words without a kind.").finds(Rule::Markdown, EN, 28);
    Book::probe("> [!danger] Words\n> of a kind that is not known.").finds(Rule::Markdown, EN, 28);
    Book::probe("> [!law] One\n> Words.\n>\n> [!danger] Two\n> Words.").finds(Rule::Markdown, EN, 31);
}

#[test]
fn a_callout_may_not_stand_in_a_callout_nor_a_heading() {
    Book::probe("> [!law] One\n> > [!caution] Two\n> > Words.").finds(Rule::Markdown, EN, 29);
    Book::probe("> [!law] One\n> Words.\n>\n> ### Heading").finds(Rule::Markdown, EN, 31);
}

#[test]
fn only_paragraphs_may_stand_before_the_first_section() {
    Book::valid().replace(EN, "## Words and numbers", "- a\n\n## Words and numbers").finds(Rule::Markdown, EN, 5);
}

#[test]
fn a_term_is_written_by_its_id() {
    Book::probe("A [[The Snare]].").finds(Rule::IdGrammar, EN, 28);
    Book::probe("A [[snares]].").finds(Rule::LinkResolves, EN, 28);
}

#[test]
fn every_link_that_leads_nowhere_is_found() {
    for target in [
        "offence:fl-9",
        "article:first-law/9",
        "article:second-law/1",
        "species:tiger",
        "term:trap",
        "org:nobody",
        "lesson:second",
        "lesson:first/nowhere",
        "case:nothing",
    ] {
        Book::probe(&format!("A [link]({target}).")).finds(Rule::LinkResolves, EN, 28);
    }
}

#[test]
fn every_citation_of_nothing_is_found() {
    for cite in ["nothing", "first-law art. 9", "second-law art. 1"] {
        Book::probe(&format!("Words [@{cite}].")).finds(Rule::CitationResolves, EN, 28);
    }
}
