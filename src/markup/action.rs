//! What a reader can do. An element that can be used carries one of these; the app carries it out.

use super::page::offences::Filter;
use crate::engine::progress::{ContributionId, FeedbackTiming, NoteId, PinId, SessionId, Sure};
use crate::engine::workshop::Tongues;
use crate::model::{ChoiceId, EntryRef, ItemId, Locale, OffenceId, OptionId, ProfileId, TemplateId, VersionId};
use crate::storage::profiles::Colour;
use crate::storage::{SearchKey, Shown, TextSize, Theme};

/// What happens when the reader uses an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something within an item.
    Item(ItemId, ItemAction),
    /// Shows or hides the other language of a paragraph.
    Flip(u16),
    /// Opens an entry of the desk in a dialog.
    Open(EntryRef),
    /// Closes the dialog.
    Close,
    /// Reads on in another language, at the same place.
    Speak(Locale),
    /// Changes between light and dark.
    Paint(Theme),
    /// Changes the size of the letters.
    Size(TextSize),
    /// Shows or hides the trainer's notes.
    Train(Shown),
    /// Changes whether `/` leads to the search.
    SearchKey(SearchKey),
    /// Changes when the feedback of a case is read.
    Time(FeedbackTiming),
    /// Something in a case.
    Case(CaseAction),
    /// Something in the look-up of offences.
    Desk(DeskAction),
    /// Something in a review or a test.
    Study(StudyAction),
    /// Something in the search.
    Search(SearchAction),
    /// Something with the learner's notes.
    Note(NoteAction),
    /// Something in a workshop.
    Workshop(WorkshopAction),
    /// Something with the record or with who keeps it.
    Office(OfficeAction),
    /// Hands everything on this computer over as a file, as it is stored.
    ExportAll,
    /// Who learns now is who learnt last.
    ItIsMe,
    /// Asks before starting over.
    AskReset,
    /// Starts over.
    Reset,
    /// Leaves the record as it is.
    KeepRecord,
    /// Loads a file once more.
    Retry,
    /// Prints the page.
    Print,
}

/// What a reader can do in the look-up of offences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskAction {
    /// Looks only for what the control names.
    Filter(Filter),
    /// Looks for everything again.
    Clear,
    /// Lays an offence beside others, or takes it away.
    Compare(OffenceId),
    /// Takes all away.
    ClearCompared,
}

/// What a trainer can do in a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkshopAction {
    /// Plans a session from a template.
    New(TemplateId),
    /// Plans a session as another one was.
    Copy(SessionId),
    /// Asks before throwing a session away.
    AskRemove(SessionId),
    /// Throws it away.
    Remove(SessionId),
    /// Changes the agenda.
    Agenda(AgendaAction),
    /// Makes up for lost time: shortens what is to come today.
    CatchUp,
    /// Opens a window for the wall.
    OpenStage,
    /// Lets the wall show the session of this console.
    PutOnWall,
    /// Turns the wall on, by what is next or before.
    Stage(StageAction),
    /// Shows an entry of the agenda.
    GoTo(u16),
    /// Shows a slide of the entry.
    Slide(u16),
    /// Changes the languages on the wall.
    Tongues(Tongues),
    /// Counts for a table, or for the whole room, as the control says.
    Table,
    /// One more for an option.
    More(u16),
    /// One less for an option.
    Less(u16),
    /// A digit: one more, or one less, for the option that it stands for.
    Digit(u16, Step),
    /// The count of an option as typed.
    Count(u16),
    /// Counts this vote anew.
    ClearCounts,
    /// Ticks a choice that the room takes, or takes the tick off.
    Take(ChoiceId),
    /// The term of prison that the room places.
    Term,
    /// Takes what is ticked, in the case on the wall.
    Decide,
    /// Takes the last decision of the room back.
    Undecide,
    /// How many people are there today, as typed.
    Present,
    /// How many papers of a test were counted, as typed.
    Papers,
    /// On how many papers an item was right, as typed.
    Right(ItemId),
    /// Keeps what the room said.
    Contribute,
    /// Writes a contribution anew.
    EditContribution(ContributionId),
    /// Throws a contribution away.
    RemoveContribution(ContributionId),
    /// Keeps the handbook on this computer.
    KeepOffline,
    /// Hands the report over as a file.
    SaveReport,
    /// Hands the report over as a table.
    SaveCsv,
    /// Looks at the reports that were picked.
    ReportFiles,
    /// Puts the reports away.
    ReportsClear,
    /// Looks at the records that were picked.
    ClassFiles,
    /// Puts the class away.
    ClassClear,
}

/// Which way a digit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One more.
    More,
    /// One less.
    Less,
}

/// What a trainer can change in an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgendaAction {
    /// What the session is called, as typed.
    Title,
    /// How many people, as typed.
    People,
    /// How many tables, as typed.
    Tables,
    /// When a day begins, as typed.
    Starts(usize),
    /// One more day.
    AddDay,
    /// Takes the last day away.
    RemoveDay,
    /// Adds an entry to a day: what the control names.
    Add(usize),
    /// Moves an entry up.
    Up(u16),
    /// Moves an entry down.
    Down(u16),
    /// Takes an entry away.
    Remove(u16),
    /// Its minutes, as typed.
    Minutes(u16),
    /// Its title, as typed.
    Name(u16),
    /// Which section of its lesson, as the control says.
    Section(u16),
}

/// How the wall can be turned, from the console, on the stage or with a clicker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageAction {
    /// What comes next: a face of the slide, a slide, an entry.
    Next,
    /// What came before.
    Previous,
    /// Black, or not.
    Black,
    /// Larger letters.
    Larger,
    /// Smaller letters.
    Smaller,
    /// The votes, or not.
    Votes,
    /// The answer, or not.
    Answer,
    /// The first vote or the second.
    Round,
    /// The session rests: the wall shows its title.
    Rest,
    /// A line is highlighted, or no more.
    Light(u16),
    /// Highlights the next line alone; after the last none.
    LightNext,
    /// The whole screen, or not.
    FullScreen,
    /// The pointer, or not.
    Pointer,
    /// The list of keys.
    Keys,
    /// Puts the list of keys away.
    CloseKeys,
}

/// What a reader can do with notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteAction {
    /// Marks the selected passage.
    Mark,
    /// Marks it and writes about it.
    Write,
    /// Writes about the section that is being read.
    WriteHere,
    /// Writes a note anew.
    Edit(NoteId),
    /// Keeps what was written.
    Save,
    /// Throws a note away.
    Remove(NoteId),
    /// Takes all notes away as a text.
    Download,
    /// Shows the passages of the lesson in view.
    Paint,
}

/// What a reader can do in the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchAction {
    /// Types.
    Type,
    /// Wants more results.
    More,
}

/// What a reader can do in a review or a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyAction {
    /// Says how many items a review asks.
    Size(usize),
    /// Begins a review.
    Begin,
    /// Goes on to the next item.
    Next,
    /// Takes the last answer back.
    Undo,
    /// Leaves the review.
    Leave,
    /// Begins a test.
    BeginTest,
    /// Keeps the answer and goes on to the next question of the test.
    Forward,
    /// Goes back to the question before.
    Backward,
    /// Hands the test in.
    HandIn,
}

/// What a reader can do in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseAction {
    /// Begins the case, or begins it again.
    Begin,
    /// Picks a choice without deciding yet.
    Lean(ChoiceId),
    /// Decides.
    Decide,
    /// Reads on after the feedback of a decision.
    GoOn,
    /// Undoes the last decision of a case that is not over.
    StepBack,
    /// Plays again from the decision with this place, as a new road.
    PlayFrom(usize),
    /// Lays an exhibit on the desk.
    Read(VersionId),
    /// Ticks a charge, a paragraph or a reason, or takes the tick off.
    Pick(ChoiceId),
    /// Places the term where the control stands.
    Place,
    /// Pulls the file out over the decision, or puts it away, on a narrow page.
    ShowFile(bool),
    /// Chooses the point that evidence is pinned to: its place, as the control says.
    Point,
    /// Pins the exhibit, or the words selected in it, to that point.
    Pin(VersionId),
    /// Takes a pin off.
    Unpin(PinId),
}

/// What a reader can do with the record, and with who keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeAction {
    /// Hands the record over as a file.
    Export,
    /// Looks at the file that was picked.
    PickFile,
    /// Looks at the file that was dropped on the page.
    Dropped,
    /// Says where the entries of the file should go.
    ImportApart(bool),
    /// Reads the file in.
    Import,
    /// Takes a file back that was read in.
    TakeBack(String),
    /// Puts loose entries together.
    Tidy,
    /// Something with a person on this computer.
    Person(ProfileId, PersonAction),
    /// Begins a record for somebody new.
    AddPerson,
    /// Gives who learns now a name.
    NamePerson,
    /// Gives who learns now a colour.
    Paint(Colour),
}

/// What can be done with a person on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonAction {
    /// Goes on as this person.
    Switch,
    /// Puts the record away.
    Archive,
    /// Deletes the record; it can be brought back.
    Delete,
    /// Brings it back.
    Restore,
    /// Asks before erasing it.
    AskErase,
    /// Erases it.
    Erase,
}

/// What a reader can do within an item.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemAction {
    /// Picks one option, or takes one more.
    Choose(OptionId),
    /// Moves a step one place up.
    Up(OptionId),
    /// Moves a step one place down.
    Down(OptionId),
    /// Gives a left-hand entry the partner that the control names.
    Match(OptionId),
    /// Places the judgment where the control stands.
    Place,
    /// Says how sure.
    Sure(Sure),
    /// Checks the response.
    Check,
    /// Answers once more.
    Again,
}
