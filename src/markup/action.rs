//! What a reader can do. An element that can be used carries one of these; the app carries it out.

use super::page::offences::Filter;
use crate::engine::progress::{FeedbackTiming, NoteId, PinId, Sure};
use crate::model::{ChoiceId, EntryRef, ItemId, Locale, OffenceId, OptionId, ProfileId, VersionId};
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
