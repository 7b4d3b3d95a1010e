//! One connection type over both databases, chosen by the URL's scheme.

use diesel::{
    Connection as _, PgConnection, RunQueryDsl, SqliteConnection,
    connection::{AnsiTransactionManager, TransactionManager},
    r2d2::{ManageConnection, R2D2Connection},
    sql_query,
};

use super::Error;

/// A connection to either database.
pub enum Connection {
    /// SQLite, one file.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}

/// Runs one body on whichever database the connection is to: `on!(connection, c => query.load(c))`.
///
/// Inside, `c` is the concrete connection, so upserts and batch inserts compile too.
macro_rules! on {
    ($connection:expr, $c:ident => $body:expr) => {
        match $connection {
            $crate::store::Connection::Sqlite($c) => $body,
            $crate::store::Connection::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

impl Connection {
    /// Begins a transaction that writes. SQLite takes its write lock at once: a lock taken at the first write can't wait
    /// for others and fails with "database is locked".
    pub(super) fn begin_write(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
            Self::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
        }
        Ok(())
    }

    /// Begins a transaction that reads one consistent state of all tables.
    pub(super) fn begin_read(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
            Self::Postgres(c) => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            }
        }
        Ok(())
    }

    pub(super) fn commit(&mut self) -> Result<(), Error> {
        on!(self, c => AnsiTransactionManager::commit_transaction(c))?;
        Ok(())
    }

    pub(super) fn roll_back(&mut self) -> Result<(), Error> {
        on!(self, c => AnsiTransactionManager::rollback_transaction(c))?;
        Ok(())
    }
}

/// Opens connections for the pool.
#[derive(Clone)]
pub(super) struct Manager {
    target: Target,
}

#[derive(Clone)]
enum Target {
    Sqlite { path: String },
    Postgres { url: String },
}

impl Manager {
    /// # Errors
    /// When the URL's scheme is neither `sqlite` nor `postgres`/`postgresql`.
    pub(super) fn new(url: &str) -> Result<Self, Error> {
        let target = if let Some(path) = url.strip_prefix("sqlite://") {
            Target::Sqlite { path: path.to_owned() }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Target::Postgres { url: url.to_owned() }
        } else {
            return Err(Error::BadUrl);
        };
        Ok(Self { target })
    }

    /// The SQLite file's path, when it is SQLite.
    pub(super) fn sqlite_path(&self) -> Option<&str> {
        match &self.target {
            Target::Sqlite { path } => Some(path),
            Target::Postgres { .. } => None,
        }
    }
}

impl ManageConnection for Manager {
    type Connection = Connection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Connection, Self::Error> {
        let connection = match &self.target {
            Target::Sqlite { path } => {
                let mut c = SqliteConnection::establish(path).map_err(diesel::r2d2::Error::ConnectionError)?;
                // Waiting comes first: setting the journal mode itself needs a lock that another process may hold.
                for pragma in ["busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"] {
                    sql_query(format!("PRAGMA {pragma}")).execute(&mut c).map_err(diesel::r2d2::Error::QueryError)?;
                }
                Connection::Sqlite(c)
            }
            Target::Postgres { url } => {
                let mut c = PgConnection::establish(url).map_err(diesel::r2d2::Error::ConnectionError)?;
                for setting in ["TIME ZONE 'UTC'", "statement_timeout = '60s'"] {
                    sql_query(format!("SET {setting}")).execute(&mut c).map_err(diesel::r2d2::Error::QueryError)?;
                }
                Connection::Postgres(c)
            }
        };
        Ok(connection)
    }

    fn is_valid(&self, connection: &mut Connection) -> Result<(), Self::Error> {
        on!(connection, c => c.ping()).map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        // A transaction left open by a panic must not leak into the next use.
        on!(connection, c => c.is_broken() || std::thread::panicking())
    }
}
