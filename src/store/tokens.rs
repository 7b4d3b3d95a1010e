//! Tokens of the API: their digests, never their secrets.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::tokens};
use crate::directory::Authority;

/// A token as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, which may be shown.
    pub id: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// What its bearer may do.
    pub authority: Authority,
    /// When it was made, UTC.
    pub created_at: NaiveDateTime,
    /// From when it is refused, UTC.
    pub expires_at: NaiveDateTime,
    /// Since when it is taken back, UTC.
    pub revoked_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = tokens)]
struct TokenRow {
    id: String,
    name: String,
    authority: String,
    secret_digest: String,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    revoked_at: Option<NaiveDateTime>,
}

/// An authority as this version writes it.
pub(super) fn authority(text: &str) -> Result<Authority, Error> {
    text.parse().map_err(|_| Error::Corrupt(format!("authority {text:?}")))
}

impl TryFrom<TokenRow> for Token {
    type Error = Error;

    fn try_from(row: TokenRow) -> Result<Self, Error> {
        Ok(Self {
            authority: authority(&row.authority)?,
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        })
    }
}

/// Keeps a token under the digest of its secret.
///
/// # Errors
/// When the database refuses.
pub fn insert_token(connection: &mut Connection, token: &Token, secret_digest: &str) -> Result<(), Error> {
    let row = TokenRow {
        id: token.id.clone(),
        name: token.name.clone(),
        authority: token.authority.to_string(),
        secret_digest: secret_digest.to_owned(),
        created_at: token.created_at,
        expires_at: token.expires_at,
        revoked_at: token.revoked_at,
    };
    on!(connection, c => diesel::insert_into(tokens::table).values(&row).execute(c))?;
    Ok(())
}

/// The token whose secret has this digest, revoked and expired ones too.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_token(connection: &mut Connection, secret_digest: &str) -> Result<Token, Error> {
    let row: Option<TokenRow> =
        on!(connection, c => tokens::table.filter(tokens::secret_digest.eq(secret_digest)).first(c).optional())?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// All tokens, newest first.
///
/// # Errors
/// When the database refuses.
pub fn load_tokens(connection: &mut Connection) -> Result<Vec<Token>, Error> {
    let rows: Vec<TokenRow> =
        on!(connection, c => tokens::table.order((tokens::created_at.desc(), tokens::id.desc())).load(c))?;
    rows.into_iter().map(Token::try_from).collect()
}

/// Takes a token back.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that id that still holds.
pub fn revoke_token(connection: &mut Connection, id: &str, at: NaiveDateTime) -> Result<(), Error> {
    let holding = tokens::table.filter(tokens::id.eq(id).and(tokens::revoked_at.is_null()));
    let updated = on!(connection, c => diesel::update(holding).set(tokens::revoked_at.eq(at)).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}
