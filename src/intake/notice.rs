//! What is said of a file's content, to the person who keeps the list.

use super::RowRef;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Must be looked at before publishing.
    Warning,
    /// Blocks the row; when it is about the whole file, blocks publication.
    Error,
}

impl Severity {
    /// `info`, `warning`, `error`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|severity| severity.as_str() == name)
    }
}

/// One thing said of a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A stable code, snake_case, such as `hours_unreadable`.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// The row it is about; `None` when it is about the file.
    pub at: Option<RowRef>,
    /// The heading of the column, as written.
    pub column: Option<String>,
    /// The text found, as written.
    pub found: Option<String>,
    /// How it was read, when it was.
    pub read_as: Option<String>,
    /// What is the matter and what to write instead, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}
