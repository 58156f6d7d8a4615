//! Callouts: each kind has its own shape, not only its own colour.

use super::Setting;
use crate::markup::{Element, Markup, el, icon};
use crate::model::{Callout, CalloutKind, Phrase};

impl Setting<'_> {
    /// A callout. Its citations gather in a line of sources.
    pub(super) fn callout(&self, callout: &Callout, section: usize, index: usize) -> Element {
        let mut cited: Vec<u16> = Vec::new();
        let gather = !matches!(callout.kind, CalloutKind::Document);
        let mut body = el("div").class("callout__body");
        for block in &callout.blocks {
            let words = self.block(block, &mut |note| {
                if gather {
                    if !cited.contains(&note) {
                        cited.push(note);
                    }
                    Markup::Row(Vec::new())
                } else {
                    self.bracketed(note)
                }
            });
            body = body.add(words);
        }
        let sources = cited
            .iter()
            .filter_map(|note| self.notes.get(usize::from(*note)))
            .map(|note| self.source(note))
            .collect::<Vec<_>>();
        let sources = (!sources.is_empty()).then(|| el("p").class("callout__source").add_all(sources));
        let id = format!("callout-{section}-{index}");
        let kind = self.callout_kind(callout.kind);
        let title = (!callout.title.is_empty()).then(|| self.uncited(&callout.title));
        let frame =
            el("aside").class("callout").set("data-kind", callout.kind.as_str()).set("aria-labelledby", id.clone());
        match callout.kind {
            CalloutKind::Impact => {
                let kind = match title {
                    Some(title) => el("p")
                        .class("callout__kind")
                        .set("id", id)
                        .add(icon("#i-impact"))
                        .add(el("span").add_all(title)),
                    None => kind.set("id", id),
                };
                let figure = callout.figure.clone().map(|figure| el("p").class("callout__figure").add(figure));
                let mut inner = el("div").class("callout__body").add(kind);
                inner.children.extend(body.into_parts().children);
                frame.add_some(figure).add(inner.add_some(sources))
            }
            CalloutKind::Document => {
                let name = title.map(|title| el("h3").class("paper__name").set("id", id.clone()).add_all(title));
                let kind = if name.is_some() { kind } else { kind.set("id", id) };
                frame.add(kind).add(el("div").class("paper").add_some(name).add(body.add_some(sources)))
            }
            _ => {
                let title =
                    title.map(|title| el("h3").class("callout__provision").set("id", id.clone()).add_all(title));
                let kind = if title.is_some() { kind } else { kind.set("id", id) };
                let mut inner = el("div").class("callout__body").add_some(title);
                inner.children.extend(body.into_parts().children);
                frame.add(kind).add(inner.add_some(sources))
            }
        }
    }

    fn callout_kind(&self, kind: CalloutKind) -> Element {
        let (sign, phrase) = match kind {
            CalloutKind::Law => ("#i-law", Phrase::CalloutLaw),
            CalloutKind::Impact => ("#i-impact", Phrase::CalloutImpact),
            CalloutKind::Caution => ("#i-caution", Phrase::CalloutCaution),
            CalloutKind::Practice => ("#i-practice", Phrase::CalloutPractice),
            CalloutKind::Document => ("#i-exhibit", Phrase::CalloutDocument),
            CalloutKind::Discuss => ("#i-person", Phrase::CalloutDiscuss),
            CalloutKind::Trainer => ("#i-person", Phrase::CalloutTrainer),
            CalloutKind::Stage => ("#i-theme", Phrase::CalloutStage),
        };
        el("p").class("callout__kind").add(icon(sign)).add(self.speech.say(phrase))
    }
}
