//! Who may do what.

use std::{fmt, str::FromStr};

use thiserror::Error;

use super::AssociationId;

/// What someone may do. A handler that needs it takes it as an argument, so that it can't be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Authority {
    /// Everything, for every association.
    Operator,
    /// The lists, rosters and exceptions of one association.
    Editor(AssociationId),
    /// Everything may be read, nothing written.
    Auditor,
}

impl Authority {
    /// Whether they may change what `association` publishes.
    pub fn may_edit(&self, association: &AssociationId) -> bool {
        match self {
            Self::Operator => true,
            Self::Editor(own) => own == association,
            Self::Auditor => false,
        }
    }

    /// Whether they may see drafts, reports and the audit of `association`.
    pub fn may_review(&self, association: &AssociationId) -> bool {
        *self == Self::Auditor || self.may_edit(association)
    }
}

impl fmt::Display for Authority {
    /// `operator`, `editor:setagaya`, `auditor`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::Editor(association) => write!(f, "editor:{association}"),
            Self::Auditor => f.write_str("auditor"),
        }
    }
}

/// A text that is none of `operator`, `auditor`, `editor:<association>`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is none of operator, auditor, editor:<association>")]
pub struct ParseAuthorityError(String);

impl FromStr for Authority {
    type Err = ParseAuthorityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "operator" => Ok(Self::Operator),
            "auditor" => Ok(Self::Auditor),
            _ => text
                .strip_prefix("editor:")
                .and_then(AssociationId::new)
                .map(Self::Editor)
                .ok_or_else(|| ParseAuthorityError(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_edits_only_the_own_association() {
        let id = |name| AssociationId::new(name).unwrap();
        for (authority, own, other, reviews) in
            [("operator", true, true, true), ("editor:setagaya", true, false, false), ("auditor", false, false, true)]
        {
            let authority: Authority = authority.parse().unwrap();
            assert_eq!(authority.may_edit(&id("setagaya")), own, "{authority}");
            assert_eq!(authority.may_edit(&id("tamagawa-kinuta")), other, "{authority}");
            assert_eq!(authority.may_review(&id("tamagawa-kinuta")), reviews, "{authority}");
            assert_eq!(authority.to_string().parse(), Ok(authority));
        }
        assert!("editor:".parse::<Authority>().is_err() && "root".parse::<Authority>().is_err());
    }
}
