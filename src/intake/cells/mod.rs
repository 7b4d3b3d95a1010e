//! One cell's text → a value and what there is to say about it. Each file one kind of cell; nothing here knows of rows.

pub(super) mod addons;
pub(super) mod closing;
pub(super) mod contact;
pub(super) mod date;
pub(super) mod hours;
pub(super) mod identity;
pub(super) mod navii;
pub(super) mod phone;
pub(super) mod place;
pub(super) mod removal;
pub(super) mod service;
pub(super) mod slots;
pub(super) mod updated;

use super::catalogue::Code;

/// What a cell gave: a value when it could be read, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read<T> {
    /// The value; `None` when there is none or it can't be read.
    pub value: Option<T>,
    /// What to say.
    pub code: Option<Code>,
}

impl<T> Read<T> {
    /// Read without more ado.
    pub fn plain(value: T) -> Self {
        Self { value: Some(value), code: None }
    }

    /// Read, with something to say.
    pub fn noted(value: T, code: Code) -> Self {
        Self { value: Some(value), code: Some(code) }
    }

    /// Not to be read.
    pub fn failed(code: Code) -> Self {
        Self { value: None, code: Some(code) }
    }

    /// Nothing is said.
    pub fn nothing() -> Self {
        Self { value: None, code: None }
    }
}
