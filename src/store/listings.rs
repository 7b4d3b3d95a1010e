//! Listings, their files and their rows.

use std::{
    mem, panic,
    sync::mpsc::{self, SyncSender},
    thread,
};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{connection::DefaultLoadingMode, prelude::*};

use super::{
    Connection, Error,
    facts_row::{self, KnownHours},
    on,
    schema::{listing_files, listing_rows, listings, pharmacies},
};
use crate::directory::{AssociationId, Facts, Listing, ListingId, ListingState, PharmacyId};

/// A listing to keep, with its file and the list it would publish.
#[derive(Clone, Debug)]
pub struct NewListing {
    /// What it is; its state is draft or checked.
    pub listing: Listing,
    /// `whole` or `changes`.
    pub scope: &'static str,
    /// SHA-256 of the file, hexadecimal.
    pub file_digest: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// The count of list publications it was compared with.
    pub base_lists_revision: i64,
    /// The report, JSON.
    pub report: String,
    /// The rows it would publish.
    pub rows: Vec<ListingRow>,
}

/// One pharmacy of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct ListingRow {
    /// Which pharmacy.
    pub pharmacy: PharmacyId,
    /// What the list says of it.
    pub facts: Facts,
    /// When what it says last differed, UTC.
    pub changed_at: NaiveDateTime,
}

/// One pharmacy of a published listing.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedRow {
    /// Which listing.
    pub listing: ListingId,
    /// The row.
    pub row: ListingRow,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = listings)]
struct Row {
    id: String,
    association_id: String,
    state: String,
    scope: String,
    file_name: String,
    file_digest: String,
    valid_on: Option<NaiveDate>,
    base_lists_revision: i64,
    received_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
    report: String,
}

#[derive(Insertable)]
#[diesel(table_name = listing_rows)]
struct FactsRow {
    listing_id: String,
    pharmacy_id: String,
    position: i32,
    facts: String,
    changed_at: NaiveDateTime,
}

impl TryFrom<&Row> for Listing {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let corrupt = |what: &str| Error::Corrupt(format!("listing {}: {what}", row.id));
        Ok(Self {
            id: ListingId::new(&row.id).ok_or_else(|| corrupt("id"))?,
            association: AssociationId::new(&row.association_id).ok_or_else(|| corrupt("association"))?,
            state: ListingState::from_name(&row.state).ok_or_else(|| corrupt("state"))?,
            file_name: row.file_name.clone(),
            valid_on: row.valid_on,
            received_at: row.received_at,
            published_at: row.published_at,
        })
    }
}

/// Keeps a listing that is not published yet.
///
/// # Errors
/// When the database refuses.
pub fn insert_listing(connection: &mut Connection, new: &NewListing) -> Result<(), Error> {
    let listing = &new.listing;
    let row = Row {
        id: listing.id.to_string(),
        association_id: listing.association.to_string(),
        state: listing.state.as_str().to_owned(),
        scope: new.scope.to_owned(),
        file_name: listing.file_name.clone(),
        file_digest: new.file_digest.clone(),
        valid_on: listing.valid_on,
        base_lists_revision: new.base_lists_revision,
        received_at: listing.received_at,
        published_at: None,
        report: new.report.clone(),
    };
    on!(connection, c => diesel::insert_into(listings::table).values(&row).execute(c))?;
    let file = (listing_files::listing_id.eq(&row.id), listing_files::bytes.eq(&new.bytes));
    on!(connection, c => diesel::insert_into(listing_files::table).values(file).execute(c))?;
    let rows = new.rows.iter().zip(0..).map(|(row, position)| {
        Ok(FactsRow {
            listing_id: listing.id.to_string(),
            pharmacy_id: row.pharmacy.to_string(),
            position,
            facts: facts_row::write(&row.facts)?,
            changed_at: row.changed_at,
        })
    });
    insert_rows(connection, &rows.collect::<Result<Vec<_>, Error>>()?)
}

/// PostgreSQL takes many rows a statement (a round trip each otherwise); SQLite is fastest row by row.
fn insert_rows(connection: &mut Connection, rows: &[FactsRow]) -> Result<(), Error> {
    match connection {
        Connection::Sqlite(c) => {
            for row in rows {
                diesel::insert_into(listing_rows::table).values(row).execute(c)?;
            }
        }
        Connection::Postgres(c) => {
            for chunk in rows.chunks(1_000) {
                diesel::insert_into(listing_rows::table).values(chunk).execute(c)?;
            }
        }
    }
    Ok(())
}

/// A listing, the count of list publications it was compared with, and its report (JSON).
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_listing(connection: &mut Connection, id: &ListingId) -> Result<(Listing, i64, String), Error> {
    let row: Option<Row> = on!(connection, c => listings::table.find(id.as_str()).first(c).optional())?;
    let row = row.ok_or(Error::NotFound)?;
    Ok((Listing::try_from(&row)?, row.base_lists_revision, row.report))
}

/// An association's listings, newest first.
///
/// # Errors
/// When the database refuses.
pub fn load_listings(connection: &mut Connection, association: &AssociationId) -> Result<Vec<Listing>, Error> {
    let rows: Vec<Row> = on!(connection, c => listings::table
        .filter(listings::association_id.eq(association.as_str()))
        .order((listings::received_at.desc(), listings::id.desc()))
        .load(c))?;
    rows.iter().map(Listing::try_from).collect()
}

/// The listing of an association that readers see.
///
/// # Errors
/// When the database refuses.
pub fn published_listing(connection: &mut Connection, association: &AssociationId) -> Result<Option<Listing>, Error> {
    let row: Option<Row> = on!(connection, c => listings::table
        .filter(listings::association_id.eq(association.as_str()).and(listings::state.eq("published")))
        .first(c)
        .optional())?;
    row.as_ref().map(Listing::try_from).transpose()
}

/// The file a listing came from.
///
/// # Errors
/// [`Error::NotFound`].
pub fn listing_file(connection: &mut Connection, id: &ListingId) -> Result<Vec<u8>, Error> {
    let bytes = on!(connection, c => listing_files::table
        .find(id.as_str())
        .select(listing_files::bytes)
        .first(c)
        .optional())?;
    bytes.ok_or(Error::NotFound)
}

/// SHA-256 of the file a listing came from, hexadecimal.
///
/// # Errors
/// [`Error::NotFound`].
pub fn file_digest(connection: &mut Connection, id: &ListingId) -> Result<String, Error> {
    let digest =
        on!(connection, c => listings::table.find(id.as_str()).select(listings::file_digest).first(c).optional())?;
    digest.ok_or(Error::NotFound)
}

/// Columns of a row as loaded.
pub(super) type LoadedRow = (String, String, String, NaiveDateTime);

/// So many rows are read at a time while the next ones come from the database, and so many such runs may wait.
const RUN: usize = 1_024;
const RUNS_WAITING: usize = 4;

/// The rows with what they hold read; rows of the same hours share them.
pub(super) fn published_rows(rows: impl IntoIterator<Item = LoadedRow>) -> Result<Vec<PublishedRow>, Error> {
    let mut known = KnownHours::default();
    rows.into_iter().map(|row| published_row(row, &mut known)).collect()
}

fn published_row(
    (listing, pharmacy, facts, changed_at): LoadedRow,
    known: &mut KnownHours,
) -> Result<PublishedRow, Error> {
    let corrupt = |what: &str| Error::Corrupt(format!("id {what:?}"));
    Ok(PublishedRow {
        listing: ListingId::new(&listing).ok_or_else(|| corrupt(&listing))?,
        row: ListingRow {
            pharmacy: PharmacyId::new(&pharmacy).ok_or_else(|| corrupt(&pharmacy))?,
            facts: facts_row::read(&facts, known)?,
            changed_at,
        },
    })
}

/// The rows of one listing, in the order of its file.
///
/// # Errors
/// When the database refuses.
pub fn load_rows(connection: &mut Connection, id: &ListingId) -> Result<Vec<ListingRow>, Error> {
    let rows: Vec<LoadedRow> = on!(connection, c => listing_rows::table
        .filter(listing_rows::listing_id.eq(id.as_str()))
        .order(listing_rows::position)
        .select((listing_rows::listing_id, listing_rows::pharmacy_id, listing_rows::facts, listing_rows::changed_at))
        .load(c))?;
    Ok(published_rows(rows)?.into_iter().map(|row| row.row).collect())
}

/// Every published listing with its rows: all that readers see.
///
/// # Errors
/// When the database refuses.
pub fn load_published(connection: &mut Connection) -> Result<(Vec<Listing>, Vec<PublishedRow>), Error> {
    let lists: Vec<Row> = on!(connection, c => listings::table.filter(listings::state.eq("published")).load(c))?;
    let rows = on!(connection, c => read_beside(listing_rows::table
        .inner_join(listings::table)
        .filter(listings::state.eq("published"))
        .order((listing_rows::pharmacy_id, listing_rows::listing_id))
        .select((listing_rows::listing_id, listing_rows::pharmacy_id, listing_rows::facts, listing_rows::changed_at))
        .load_iter::<LoadedRow, DefaultLoadingMode>(c)?))?;
    let lists = lists.iter().map(Listing::try_from).collect::<Result<_, _>>()?;
    Ok((lists, rows))
}

/// The rows with what they hold read, on a thread of its own while the next ones come from the database: of a whole country
/// either takes as long as the other, and a server that starts has nothing else to do.
fn read_beside(rows: impl Iterator<Item = QueryResult<LoadedRow>>) -> Result<Vec<PublishedRow>, Error> {
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(RUNS_WAITING);
        let reader = scope.spawn(move || published_rows(receive.into_iter().flatten()));
        let loaded = pass_on(rows, &send);
        drop(send);
        let read = reader.join().unwrap_or_else(|why| panic::resume_unwind(why));
        loaded.and(read)
    })
}

/// Sends the rows on in runs, for as long as somebody takes them.
fn pass_on(rows: impl Iterator<Item = QueryResult<LoadedRow>>, to: &SyncSender<Vec<LoadedRow>>) -> Result<(), Error> {
    let mut run = Vec::with_capacity(RUN);
    for row in rows {
        run.push(row?);
        // Who takes them no longer has met one that can't be read, and tells of it.
        if run.len() == RUN && to.send(mem::replace(&mut run, Vec::with_capacity(RUN))).is_err() {
            return Ok(());
        }
    }
    let _ = to.send(run);
    Ok(())
}

/// Publishes a listing in place of the association's present one, if it still is in state `from`, and keeps the ids it
/// minted. Within the transaction that bumps the revision.
///
/// # Errors
/// [`Error::Conflict`] when it is in another state by now.
pub fn mark_published(
    connection: &mut Connection,
    listing: &Listing,
    from: ListingState,
    at: NaiveDateTime,
) -> Result<(), Error> {
    on!(connection, c => diesel::update(
        listings::table.filter(
            listings::association_id.eq(listing.association.as_str()).and(listings::state.eq("published")),
        ),
    )
    .set(listings::state.eq("superseded"))
    .execute(c))?;
    let updated = on!(connection, c => diesel::update(
        listings::table.filter(listings::id.eq(listing.id.as_str()).and(listings::state.eq(from.as_str()))),
    )
    .set((listings::state.eq("published"), listings::published_at.eq(at)))
    .execute(c))?;
    if updated == 0 {
        return Err(Error::Conflict);
    }
    keep_ids(connection, listing, at)
}

/// Enters the pharmacies of a listing that the directory has not met before.
fn keep_ids(connection: &mut Connection, listing: &Listing, at: NaiveDateTime) -> Result<(), Error> {
    for row in load_rows(connection, &listing.id)? {
        let new = (
            pharmacies::id.eq(row.pharmacy.as_str()),
            pharmacies::first_name.eq(&row.facts.name),
            pharmacies::created_at.eq(at),
        );
        on!(connection, c => diesel::insert_into(pharmacies::table).values(new).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// Takes a published listing back. Within the transaction that bumps the revision.
///
/// # Errors
/// [`Error::Conflict`] when it is no longer published.
pub fn mark_withdrawn(connection: &mut Connection, id: &ListingId) -> Result<(), Error> {
    let published = listings::table.filter(listings::id.eq(id.as_str()).and(listings::state.eq("published")));
    let updated = on!(connection, c => diesel::update(published).set(listings::state.eq("withdrawn")).execute(c))?;
    if updated == 0 { Err(Error::Conflict) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use diesel::result::Error as Refusal;

    use super::*;

    fn row(number: usize, facts: &str) -> LoadedRow {
        let at = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_time(chrono::NaiveTime::MIN);
        ("list".to_owned(), format!("shop-{number:06}"), facts.to_owned(), at)
    }

    /// More rows than may wait: the one side goes on while the other reads, and stops when the other does.
    #[test]
    fn rows_are_read_in_order_beside_the_database() {
        let many = RUN * (RUNS_WAITING + 3) + 1;
        let good = r#"{"name":"薬局"}"#;
        let read = read_beside((0..many).map(|number| Ok(row(number, good)))).unwrap();
        assert_eq!(read.len(), many);
        assert!(read.windows(2).all(|two| two[0].row.pharmacy < two[1].row.pharmacy));

        let bad = |number: usize| if number == 7 { "not JSON" } else { good };
        let corrupt = read_beside((0..many).map(|number| Ok(row(number, bad(number)))));
        assert!(matches!(corrupt, Err(Error::Corrupt(_))), "{corrupt:?}");

        let broken =
            (0..many).map(|number| if number < RUN + 1 { Ok(row(number, good)) } else { Err(Refusal::NotFound) });
        assert!(matches!(read_beside(broken), Err(Error::NotFound)));
        assert_eq!(read_beside(std::iter::empty()).unwrap(), []);
    }
}
