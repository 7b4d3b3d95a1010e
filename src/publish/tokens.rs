//! Tokens: made once, shown once, known afterwards by their digest alone.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{Error, audit_entry, mint};
use crate::{
    digest,
    directory::Authority,
    store::{self, Store, Token},
};

/// What a token's text begins with, so that a leaked one is recognised by scanners.
const PREFIX: &str = "yoruyaku_";

/// Makes a token and returns it with its text, which is shown now and never again.
///
/// # Errors
/// The store's; [`Error::Random`] when the system gives no randomness.
pub fn create_token(
    store: &Store,
    name: &str,
    authority: Authority,
    expires_at: NaiveDateTime,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(Token, String), Error> {
    let text = format!("{PREFIX}{}", hex::encode(random::<32>()?));
    let token = Token { id: mint(), name: name.to_owned(), authority, created_at: at, expires_at, revoked_at: None };
    let detail = json!({ "authority": token.authority.to_string(), "expires_at": expires_at.and_utc().to_rfc3339() });
    let entry = audit_entry(actor, "token.create", format!("token:{}", token.id), &detail, at);
    store.write(|c| {
        store::insert_token(c, &token, &kept(&text))?;
        store::insert_audit(c, &entry)
    })?;
    Ok((token, text))
}

/// The token of this text, if it holds at `at`.
///
/// # Errors
/// [`Error::UnknownToken`] when there is none, or it is expired or revoked; which of them is not told.
pub fn find_token(store: &Store, text: &str, at: NaiveDateTime) -> Result<Token, Error> {
    match store.read(|c| store::get_token(c, &kept(text))) {
        Ok(token) if token.revoked_at.is_none() && at < token.expires_at => Ok(token),
        Ok(_) | Err(store::Error::NotFound) => Err(Error::UnknownToken),
        Err(error) => Err(error.into()),
    }
}

/// Takes a token back at once.
///
/// # Errors
/// [`Error::UnknownToken`] when there is none of that id that still holds.
pub fn revoke_token(store: &Store, id: &str, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    let entry = audit_entry(actor, "token.revoke", format!("token:{id}"), &json!({}), at);
    let revoked = store.write(|c| {
        store::revoke_token(c, id, at)?;
        store::insert_audit(c, &entry)
    });
    match revoked {
        Err(store::Error::NotFound) => Err(Error::UnknownToken),
        other => Ok(other?),
    }
}

/// So many random bytes of the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
    Ok(bytes)
}

/// What is kept of a secret. SHA-256 suffices: the secret has 256 random bits, so there is nothing to guess slowly.
pub(super) fn kept(text: &str) -> String {
    digest::sha256(text)
}
