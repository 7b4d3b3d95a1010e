//! People who sign in, their sessions, and sign-ins that failed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{failed_sign_ins, sessions, users},
    tokens,
};
use crate::directory::Authority;

/// Someone who signs in to the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: String,
    /// The name they sign in with.
    pub name: String,
    /// What they may do.
    pub authority: Authority,
    /// Their password's argon2id hash, PHC form.
    pub password_hash: String,
    /// The secret of their second factor, base32; `None` when they use none.
    pub totp_secret: Option<String>,
    /// The time step of the code used last, so that none is used twice.
    pub totp_step: i64,
    /// When they were entered, UTC.
    pub created_at: NaiveDateTime,
    /// Since when they can't sign in, UTC.
    pub disabled_at: Option<NaiveDateTime>,
}

/// One browser's session.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// SHA-256 of its secret, hexadecimal.
    pub secret_digest: String,
    /// Whose.
    pub user_id: String,
    /// When they signed in, UTC.
    pub created_at: NaiveDateTime,
    /// When it was last used, UTC.
    pub seen_at: NaiveDateTime,
}

/// A sign-in that failed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = failed_sign_ins)]
pub struct FailedSignIn {
    /// Its id.
    pub id: String,
    /// The name given.
    pub name: String,
    /// Where it came from.
    pub address: String,
    /// When, UTC.
    pub at: NaiveDateTime,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = users)]
struct UserRow {
    id: String,
    name: String,
    authority: String,
    password_hash: String,
    totp_secret: Option<String>,
    totp_step: i64,
    created_at: NaiveDateTime,
    disabled_at: Option<NaiveDateTime>,
}

impl TryFrom<UserRow> for User {
    type Error = Error;

    fn try_from(row: UserRow) -> Result<Self, Error> {
        Ok(Self {
            authority: tokens::authority(&row.authority)?,
            id: row.id,
            name: row.name,
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            totp_step: row.totp_step,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
        })
    }
}

/// Enters someone.
///
/// # Errors
/// [`Error::Conflict`] when the name is taken.
pub fn insert_user(connection: &mut Connection, user: &User) -> Result<(), Error> {
    let row = UserRow {
        id: user.id.clone(),
        name: user.name.clone(),
        authority: user.authority.to_string(),
        password_hash: user.password_hash.clone(),
        totp_secret: user.totp_secret.clone(),
        totp_step: user.totp_step,
        created_at: user.created_at,
        disabled_at: user.disabled_at,
    };
    on!(connection, c => diesel::insert_into(users::table).values(&row).execute(c))?;
    Ok(())
}

/// The user of that name.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_user(connection: &mut Connection, name: &str) -> Result<User, Error> {
    let row: Option<UserRow> = on!(connection, c => users::table.filter(users::name.eq(name)).first(c).optional())?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// All users, by name.
///
/// # Errors
/// When the database refuses.
pub fn load_users(connection: &mut Connection) -> Result<Vec<User>, Error> {
    let rows: Vec<UserRow> = on!(connection, c => users::table.order(users::name).load(c))?;
    rows.into_iter().map(User::try_from).collect()
}

/// Changes what is kept of a user: hash, second factor, whether they may sign in. Name and authority stay.
///
/// # Errors
/// [`Error::NotFound`].
pub fn update_user(connection: &mut Connection, user: &User) -> Result<(), Error> {
    let changes = (
        users::password_hash.eq(&user.password_hash),
        users::totp_secret.eq(&user.totp_secret),
        users::totp_step.eq(user.totp_step),
        users::disabled_at.eq(user.disabled_at),
    );
    let updated = on!(connection, c => diesel::update(users::table.find(&user.id)).set(changes).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Notes the time step of the second factor that was used, if it is later than the last.
///
/// # Errors
/// [`Error::Conflict`] when that step, or a later one, was used already.
pub fn use_totp_step(connection: &mut Connection, user_id: &str, step: i64) -> Result<(), Error> {
    let unused = users::table.filter(users::id.eq(user_id).and(users::totp_step.lt(step)));
    let updated = on!(connection, c => diesel::update(unused).set(users::totp_step.eq(step)).execute(c))?;
    if updated == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Begins a session.
///
/// # Errors
/// When the database refuses.
pub fn insert_session(connection: &mut Connection, session: &Session) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(sessions::table).values(session).execute(c))?;
    Ok(())
}

/// The session of that digest and whose it is.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_session(connection: &mut Connection, secret_digest: &str) -> Result<(Session, User), Error> {
    let found: Option<(Session, UserRow)> = on!(connection, c => sessions::table
        .inner_join(users::table)
        .filter(sessions::secret_digest.eq(secret_digest))
        .select((sessions::all_columns, users::all_columns))
        .first(c)
        .optional())?;
    let (session, user) = found.ok_or(Error::NotFound)?;
    Ok((session, user.try_into()?))
}

/// Notes that a session was used.
///
/// # Errors
/// When the database refuses.
pub fn touch_session(connection: &mut Connection, secret_digest: &str, at: NaiveDateTime) -> Result<(), Error> {
    on!(connection, c => diesel::update(sessions::table.find(secret_digest)).set(sessions::seen_at.eq(at)).execute(c))?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub fn delete_session(connection: &mut Connection, secret_digest: &str) -> Result<(), Error> {
    on!(connection, c => diesel::delete(sessions::table.find(secret_digest)).execute(c))?;
    Ok(())
}

/// Ends every session of a user.
///
/// # Errors
/// When the database refuses.
pub fn delete_sessions_of(connection: &mut Connection, user_id: &str) -> Result<(), Error> {
    on!(connection, c => diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id))).execute(c))?;
    Ok(())
}

/// Notes a sign-in that failed, and forgets those before `forget_before`.
///
/// # Errors
/// When the database refuses.
pub fn insert_failed_sign_in(
    connection: &mut Connection,
    failed: &FailedSignIn,
    forget_before: NaiveDateTime,
) -> Result<(), Error> {
    let old = failed_sign_ins::table.filter(failed_sign_ins::at.lt(forget_before));
    on!(connection, c => diesel::delete(old).execute(c))?;
    on!(connection, c => diesel::insert_into(failed_sign_ins::table).values(failed).execute(c))?;
    Ok(())
}

/// How many sign-ins failed since `since`: of that name, and from that address.
///
/// # Errors
/// When the database refuses.
pub fn count_failed_sign_ins(
    connection: &mut Connection,
    name: &str,
    address: &str,
    since: NaiveDateTime,
) -> Result<(i64, i64), Error> {
    let lately = || failed_sign_ins::table.filter(failed_sign_ins::at.ge(since));
    let of_name = on!(connection, c => lately().filter(failed_sign_ins::name.eq(name)).count().get_result(c))?;
    let from = on!(connection, c => lately().filter(failed_sign_ins::address.eq(address)).count().get_result(c))?;
    Ok((of_name, from))
}
