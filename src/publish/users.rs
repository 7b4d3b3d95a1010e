//! People who sign in to the pages: their passwords, second factors and sessions.
//!
//! **Invariant:** neither a password nor a session's secret is ever stored, and a sign-in that fails never tells whether
//! it was the name or the password.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use totp_rs::{Builder, Secret};

use super::{Error, audit_entry, mint, tokens};
use crate::{
    directory::Authority,
    store::{self, FailedSignIn, Session, Store, User},
};

/// Characters of a password at least, by NIST SP 800-63B for passwords without a second factor.
pub const PASSWORD_CHARS: usize = 15;
/// Bytes of a password at most; beyond it hashing would only cost time.
const PASSWORD_BYTES: usize = 1024;
/// How long a session holds without being used.
const IDLE: TimeDelta = TimeDelta::hours(2);
/// How long a session holds at all.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How long a failed sign-in counts.
const LATELY: TimeDelta = TimeDelta::minutes(15);
/// Failed sign-ins of one name within that time.
const FAILURES_OF_NAME: i64 = 10;
/// Failed sign-ins from one address within that time; an office behind one address has many clerks.
const FAILURES_FROM_ADDRESS: i64 = 100;
/// A hash that no password has, so that an unknown name takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0000000000000000000000000000000000000000000";

/// Why someone is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name, password or code is wrong; which is not told.
    #[error("the name, the password or the code is wrong")]
    Wrong,
    /// The password is right, and the code of the second factor is asked for.
    #[error("the code of the second factor is asked for")]
    CodeWanted,
    /// Too many sign-ins failed lately.
    #[error("too many sign-ins failed; wait a quarter of an hour")]
    TooMany,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// What someone gives to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their password.
    pub password: &'a str,
    /// The code of their second factor.
    pub code: Option<&'a str>,
    /// Where they come from.
    pub address: &'a str,
}

/// Enters someone who may sign in.
///
/// # Errors
/// [`Error::WeakPassword`], [`Error::NameTaken`], or the store's.
pub fn add_user(
    store: &Store,
    name: &str,
    authority: Authority,
    password: &str,
    actor: &str,
    at: NaiveDateTime,
) -> Result<User, Error> {
    let user = User {
        id: mint(),
        name: name.to_owned(),
        authority,
        password_hash: hash(password)?,
        totp_secret: None,
        totp_step: 0,
        created_at: at,
        disabled_at: None,
    };
    let detail = json!({ "authority": user.authority.to_string() });
    let entry = audit_entry(actor, "user.add", format!("user:{name}"), &detail, at);
    let added = store.write(|c| {
        store::insert_user(c, &user)?;
        store::insert_audit(c, &entry)
    });
    match added {
        Err(store::Error::Conflict) => Err(Error::NameTaken(name.to_owned())),
        other => Ok(other.map(|()| user)?),
    }
}

/// Changes something of a user; every session of theirs ends.
///
/// # Errors
/// [`Error::UnknownUser`], or the store's.
fn change(
    store: &Store,
    name: &str,
    (actor, action): (&str, &str),
    at: NaiveDateTime,
    change: impl FnOnce(&mut User),
) -> Result<(), Error> {
    let entry = audit_entry(actor, action, format!("user:{name}"), &json!({}), at);
    let changed = store.write(|c| {
        let mut user = store::get_user(c, name)?;
        change(&mut user);
        store::update_user(c, &user)?;
        store::delete_sessions_of(c, &user.id)?;
        store::insert_audit(c, &entry)
    });
    match changed {
        Err(store::Error::NotFound) => Err(Error::UnknownUser(name.to_owned())),
        other => Ok(other?),
    }
}

/// Gives a user another password, and lets a disabled one in again.
///
/// # Errors
/// [`Error::UnknownUser`], [`Error::WeakPassword`], or the store's.
pub fn set_password(store: &Store, name: &str, password: &str, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    let hash = hash(password)?;
    change(store, name, (actor, "user.password"), at, |user| {
        user.password_hash = hash;
        user.disabled_at = None;
    })
}

/// Lets a user in no more.
///
/// # Errors
/// [`Error::UnknownUser`], or the store's.
pub fn disable_user(store: &Store, name: &str, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    change(store, name, (actor, "user.disable"), at, |user| user.disabled_at = Some(at))
}

/// Gives a user a second factor and returns its secret (base32), shown now and never again; or takes it away.
///
/// # Errors
/// [`Error::UnknownUser`], or the store's.
pub fn set_second_factor(
    store: &Store,
    name: &str,
    wanted: bool,
    actor: &str,
    at: NaiveDateTime,
) -> Result<Option<String>, Error> {
    let secret = if wanted { Some(Secret::from(tokens::random::<20>()?.as_slice()).to_base32()) } else { None };
    let action = if wanted { "user.second_factor" } else { "user.no_second_factor" };
    change(store, name, (actor, action), at, |user| {
        user.totp_secret.clone_from(&secret);
        user.totp_step = 0;
    })?;
    Ok(secret)
}

/// Signs someone in and returns the secret of their session.
///
/// # Errors
/// [`SignInError`].
pub fn sign_in(store: &Store, given: SignIn<'_>, at: NaiveDateTime) -> Result<(User, String), SignInError> {
    let lately =
        store.read(|c| store::count_failed_sign_ins(c, given.name, given.address, at - LATELY)).map_err(Error::from)?;
    if lately.0 >= FAILURES_OF_NAME || lately.1 >= FAILURES_FROM_ADDRESS {
        return Err(SignInError::TooMany);
    }
    let found = match store.read(|c| store::get_user(c, given.name)) {
        Ok(user) => Some(user),
        Err(store::Error::NotFound) => None,
        Err(error) => return Err(Error::from(error).into()),
    };
    let is_right = verify(given.password, found.as_ref().map_or(NOBODY, |user| &user.password_hash));
    let Some(user) = found.filter(|user| is_right && user.disabled_at.is_none()) else {
        return Err(failed(store, given, at));
    };
    let step = match (&user.totp_secret, given.code.map(str::trim).filter(|code| !code.is_empty())) {
        (None, _) => None,
        (Some(_), None) => return Err(SignInError::CodeWanted),
        (Some(secret), Some(code)) => match second_factor(secret, code, at) {
            Some(step) => Some(step),
            None => return Err(failed(store, given, at)),
        },
    };
    begin(store, user, step, given, at)
}

fn begin(
    store: &Store,
    user: User,
    step: Option<i64>,
    given: SignIn<'_>,
    at: NaiveDateTime,
) -> Result<(User, String), SignInError> {
    let secret = hex::encode(tokens::random::<32>()?);
    let session =
        Session { secret_digest: tokens::kept(&secret), user_id: user.id.clone(), created_at: at, seen_at: at };
    let entry = audit_entry(&actor(&user), "user.sign_in", format!("user:{}", user.name), &json!({}), at);
    let begun = store.write(|c| {
        if let Some(step) = step {
            store::use_totp_step(c, &user.id, step)?;
        }
        store::insert_session(c, &session)?;
        store::insert_audit(c, &entry)
    });
    match begun {
        // The code was used before.
        Err(store::Error::Conflict) => Err(failed(store, given, at)),
        other => Ok(other.map(|()| (user, secret)).map_err(Error::from)?),
    }
}

/// Notes the failure.
fn failed(store: &Store, given: SignIn<'_>, at: NaiveDateTime) -> SignInError {
    let cut = |text: &str| text.chars().take(100).collect::<String>();
    let failed = FailedSignIn { id: mint(), name: cut(given.name), address: cut(given.address), at };
    match store.write(|c| store::insert_failed_sign_in(c, &failed, at - LATELY)) {
        Ok(()) => SignInError::Wrong,
        Err(error) => Error::from(error).into(),
    }
}

/// Whose session this secret is, if it holds at `at`.
///
/// # Errors
/// [`Error::UnknownSession`] when it doesn't hold, or the store's.
pub fn find_session(store: &Store, secret: &str, at: NaiveDateTime) -> Result<User, Error> {
    let digest = tokens::kept(secret);
    let (session, user) = match store.read(|c| store::get_session(c, &digest)) {
        Ok(found) => found,
        Err(store::Error::NotFound) => return Err(Error::UnknownSession),
        Err(error) => return Err(error.into()),
    };
    let holds = at - session.seen_at < IDLE && at - session.created_at < LONGEST && user.disabled_at.is_none();
    if !holds {
        store.write(|c| store::delete_session(c, &digest))?;
        return Err(Error::UnknownSession);
    }
    // Once a minute is exact enough, and spares a write with every page.
    if at - session.seen_at >= TimeDelta::minutes(1) {
        store.write(|c| store::touch_session(c, &digest, at))?;
    }
    Ok(user)
}

/// Ends a session.
///
/// # Errors
/// The store's.
pub fn sign_out(store: &Store, secret: &str) -> Result<(), Error> {
    Ok(store.write(|c| store::delete_session(c, &tokens::kept(secret)))?)
}

/// A user as the audit names them.
pub fn actor(user: &User) -> String {
    format!("user:{}", user.name)
}

/// The time step at which `code` is right; `None` when it is wrong.
fn second_factor(secret: &str, code: &str, at: NaiveDateTime) -> Option<i64> {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp.check(&digits, u64::try_from(at.and_utc().timestamp()).ok()?)?;
    i64::try_from(step).ok()
}

fn hash(password: &str) -> Result<String, Error> {
    if password.chars().count() < PASSWORD_CHARS || password.len() > PASSWORD_BYTES {
        return Err(Error::WeakPassword);
    }
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| Error::Random)?;
    Ok(hash.to_string())
}

fn verify(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    password.len() <= PASSWORD_BYTES && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_as_long_as_somebody() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!verify("", NOBODY) && !verify("correct horse battery staple", NOBODY));
        assert!(verify("correct horse battery staple", &hash("correct horse battery staple").unwrap()));
        assert!(matches!(hash("short"), Err(Error::WeakPassword)));
    }
}
